import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { users } from '@muster/contracts/users';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../platform/api/query.ts';

interface ActorFilterProps {
  value: string | undefined;
  onChange: (id: string | null) => void;
}

/** Who did it: people who may change something come first, anybody can be searched. */
export function ActorFilter({ value, onChange }: ActorFilterProps) {
  const t = useTranslations('auditEvents.filter');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const role = ['owner', 'admin'] as const;
  const found = useCall(
    users.list,
    { query: q ? { limit: 20, q } : { limit: 50, role: [...role] } },
    { keepsPrevious: true },
  );
  const chosen = useCall(users.get, { params: { id: value ?? '' } }, { enabled: value !== undefined });
  const people = new Map((found.data?.data ?? []).map((user) => [user.id, user.name]));
  if (value) people.set(value, chosen.data?.name ?? people.get(value) ?? t('unknownPerson'));
  return (
    <Select
      aria-label={t('actor')}
      placeholder={t('actor')}
      leftSection={<IconUser size={16} aria-hidden />}
      w={{ base: '100%', xs: 210 }}
      data={[...people].map(([id, label]) => ({ value: id, label }))}
      value={value ?? null}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clearActor') }}
      nothingFoundMessage={t('nobody')}
      // The API has searched already; what is chosen stays listed so that its name shows.
      filter={({ options }) => options}
      onSearchChange={(typed) => setText(typed === people.get(value ?? '') ? '' : typed)}
    />
  );
}
