import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { users } from '@muster/contracts/people/users';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../../platform/api/query.ts';

interface UserPickerProps {
  value: string | null;
  onChange: (userId: string | null) => void;
}

/** Chooses the data of the preview: an example, or a user of the account. */
export function UserPicker({ value, onChange }: UserPickerProps) {
  const t = useTranslations('emailTemplates.preview');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  // The label shown after choosing is not a search text.
  const [q] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), 250);
  const list = useList(users.list, { query: q === '' ? {} : { q } });
  const found = list.rows.slice(0, 20).map(({ id, name, email }) => ({
    value: id,
    label: name === email ? email : `${name} (${email})`,
  }));
  const isKnown = !chosen || found.some((option) => option.value === chosen.value);
  return (
    <Select
      size="xs"
      label={t('withData')}
      placeholder={t('example')}
      data={isKnown ? found : [chosen, ...found]}
      value={value}
      onChange={(id, option) => {
        setChosen(id === null ? undefined : { value: id, label: option?.label ?? id });
        onChange(id);
      }}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      // The API filters the options.
      filter={({ options }) => options}
      nothingFoundMessage={t('nobody')}
      clearButtonProps={{ 'aria-label': t('example') }}
      maxDropdownHeight={280}
      limit={21}
    />
  );
}
