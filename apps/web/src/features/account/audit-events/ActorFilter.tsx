import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useActors } from './use-actors.ts';

interface ActorFilterProps {
  value: string | undefined;
  onChange: (id: string | null) => void;
}

/** Filters by actor: people who can change something first, anybody by search, and API keys. */
export function ActorFilter({ value, onChange }: ActorFilterProps) {
  const t = useTranslations('auditEvents.filter');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const { people, keys, other } = useActors(q, value);
  const options = (actors: typeof people) => actors.map(({ id, name }) => ({ value: id, label: name }));
  const others = other ? [{ value: other.id, label: other.name ?? t('unknownActor') }] : [];
  const groups = [
    { group: t('people'), items: [...options(people), ...others] },
    { group: t('keys'), items: options(keys) },
  ].filter(({ items }) => items.length > 0);
  const all = groups.flatMap(({ items }) => items);
  const chosen = all.find((one) => one.value === value);
  return (
    <Select
      aria-label={t('actor')}
      placeholder={t('actor')}
      leftSection={<IconUser size={16} aria-hidden />}
      w={{ base: '100%', xs: 210 }}
      data={keys.length > 0 ? groups : all}
      value={value ?? null}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clearActor') }}
      nothingFoundMessage={t('nobody')}
      // The server has filtered the list already; the chosen actor stays in it so that the name shows.
      filter={({ options: found }) => found}
      onSearchChange={(typed) => setText(typed === chosen?.label ? '' : typed)}
    />
  );
}
