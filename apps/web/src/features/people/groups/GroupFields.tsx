import { Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ContractForm } from '../../../platform/form/use-contract-form.ts';

/** The values of the group form. */
export interface GroupValues extends Record<string, unknown> {
  name: string;
  description: string;
}

/** The fields of a group, for creating and for editing one. */
export function GroupFields({ form }: { form: ContractForm<GroupValues> }) {
  const t = useTranslations('groups.field');
  return (
    <>
      <TextInput
        label={t('name')}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        data-autofocus
        {...form.field('name')}
      />
      <Textarea
        label={t('description')}
        description={t('descriptionHint')}
        maxLength={1000}
        autosize
        minRows={3}
        maxRows={10}
        {...form.field('description')}
      />
    </>
  );
}
