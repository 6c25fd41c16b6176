import { TextInput } from '@mantine/core';
import { type UserChoice, type UserField, userFields } from '@muster/contracts/people/user-fields';
import type { ComponentType } from 'react';
import { useMessages, useTranslations } from 'use-intl';
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

/** The input of a user's field: `<FieldInput field="firstName" {...form.field('firstName')} />`. */
export function FieldInput({ field, ...props }: InputProps & { field: UserField }) {
  const t = useTranslations('platform.people.field');
  const hints: Readonly<Record<string, string>> = useMessages().users.field.hint;
  const { type, schema } = userFields[field];
  if (type === 'choice') {
    const Choice = choices[field as UserChoice];
    return <Choice {...props} />;
  }
  return (
    <TextInput
      label={t(field)}
      description={hints[field]}
      maxLength={schema.maxLength ?? undefined}
      {...props}
    />
  );
}
