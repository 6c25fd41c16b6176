import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { defined } from '@muster/contracts/kit/defined';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { NounDrawer, useDrawerForm } from '../../../platform/form/NounDrawer.tsx';
import { type Choice, SearchMultiSelect } from '../../../platform/form/SearchMultiSelect.tsx';
import { paths } from '../../../platform/paths.ts';
import { Person } from '../../../platform/ui/person/Person.tsx';
import { useGroup } from './group.ts';

interface Candidate extends Choice {
  readonly email: string;
}

/** Adds several users to a group, in a drawer beside its page. */
export function AddMembersDrawer() {
  const t = useTranslations('groups.addUsers');
  const group = useGroup();
  const [text, search] = useState('');
  const [q] = useDebouncedValue(text, 150);
  const found = useCall(
    users.list,
    { query: { limit: 20, ...defined({ q: q || undefined }) } },
    { keepsPrevious: true },
  );
  const candidates = (found.data?.data ?? []).filter(
    (user) => !user.groups.some(({ id }) => id === group.id),
  );

  const initialValues: { userIds: readonly Candidate[] } = { userIds: [] };
  const form = useDrawerForm(groups.addUsers, {
    backTo: paths.group(group.id),
    initialValues: initialValues as typeof initialValues & Record<string, unknown>,
    toInput: ({ userIds }) => ({ params: { id: group.id }, body: { userIds: userIds.map(({ id }) => id) } }),
    invalidates: ['users', 'groups', 'auditEvents'],
    alsoCheck: ({ userIds }) => (userIds.length === 0 ? { userIds: t('nobody') } : {}),
    done: ({ added }) => t('done', { count: added, group: group.name }),
  });
  return (
    <NounDrawer
      title={t('title', { name: group.name })}
      form={form}
      submit={t('submit', { count: form.values.userIds.length })}
    >
      <Text size="sm" c="dimmed">
        {t('text')}
      </Text>
      <SearchMultiSelect<Candidate>
        label={t('users')}
        placeholder={t('search')}
        isFirst
        {...form.field('userIds')}
        value={form.values.userIds}
        options={candidates}
        onSearch={search}
        isLoading={found.isPending || found.isPlaceholderData || q !== text}
        renderOption={({ name, email }) => <Person name={name} email={email} />}
      />
    </NounDrawer>
  );
}
