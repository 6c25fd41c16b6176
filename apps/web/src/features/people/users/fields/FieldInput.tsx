import { TextInput } from '@mantine/core';
import { type UserChoice, type UserField, userFields } from '@muster/contracts/people/user-fields';
import type { ComponentType } from 'react';
import { useMessages, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { LanguageField, RoleField } from '../UserFields.tsx';

/** What all inputs understand; a form's `field` returns the last two. */
interface InputProps {
  autoComplete?: string;
  'data-autofocus'?: boolean;
}

const choices: Readonly<Record<UserChoice, ComponentType<InputProps>>> = {
  role: RoleField,
  locale: LanguageField,
};

/** How long a text may be. zod's own `maxLength` needs its code for JSON Schema, which the built app leaves out. */
function longestOf(schema: z.core.$ZodType): number | undefined {
  const defs = schema._zod.def.checks?.map(({ _zod }) => _zod.def) ?? [];
  const found = defs.find(({ check }) => check === 'max_length') as z.core.$ZodCheckMaxLengthDef | undefined;
  return found?.maximum;
}

/** The input of a user's field: `<FieldInput field="firstName" {...form.field('firstName')} />`. */
export function FieldInput({ field, ...props }: InputProps & { field: UserField }) {
  const t = useTranslations('platform.people.field');
  const hints: Readonly<Record<string, string>> = useMessages().users.field.hint;
  const { type, schema } = userFields[field];
  if (type === 'choice') {
    const Choice = choices[field as UserChoice];
    return <Choice {...props} />;
  }
  return <TextInput label={t(field)} description={hints[field]} maxLength={longestOf(schema)} {...props} />;
}
