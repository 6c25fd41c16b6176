import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { Form } from '../../../platform/form/Form.tsx';
import { type Choice, SearchMultiSelect } from '../../../platform/form/SearchMultiSelect.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { notify } from '../../../platform/notify.tsx';
import { paths } from '../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../platform/ui/layout/RouteDrawer.tsx';
import { Person } from '../../../platform/ui/person/Person.tsx';
import { useGroup } from './group.ts';

interface Candidate extends Choice {
  readonly email: string;
}

/** Adds several users to a group, in a drawer beside its page. */
export function AddMembersDrawer() {
  const t = useTranslations('groups.addUsers');
  const group = useGroup();
  const close = useCloseDrawer(paths.group(group.id));
  const [text, search] = useState('');
  const [q] = useDebouncedValue(text, 150);
  const found = useCall(users.list, { query: { limit: 20, ...(q ? { q } : {}) } }, { keepsPrevious: true });
  const candidates = (found.data?.data ?? []).filter(
    (user) => !user.groups.some(({ id }) => id === group.id),
  );

  const initialValues: { userIds: readonly Candidate[] } = { userIds: [] };
  const form = useContractForm(groups.addUsers, {
    initialValues: initialValues as typeof initialValues & Record<string, unknown>,
    toInput: ({ userIds }) => ({ params: { id: group.id }, body: { userIds: userIds.map(({ id }) => id) } }),
    invalidates: ['users', 'groups', 'auditEvents'],
    alsoCheck: ({ userIds }) => (userIds.length === 0 ? { userIds: t('nobody') } : {}),
    onSuccess: ({ added }) => {
      notify(t('done', { count: added, group: group.name }));
      close();
    },
  });
  return (
    <RouteDrawer title={t('title', { name: group.name })} backTo={paths.group(group.id)}>
      <Form form={form} isGuarded>
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
        <SubmitButton form={form}>{t('submit', { count: form.values.userIds.length })}</SubmitButton>
      </Form>
    </RouteDrawer>
  );
}
