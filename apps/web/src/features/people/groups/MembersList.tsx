import { Button, Menu } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import { users } from '@muster/contracts/people/users';
import { IconArrowRight, IconUserPlus, IconUsers, IconUsersMinus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type RowOf, useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { UserStatusBadge } from '../../../platform/people/UserStatusBadge.tsx';
import { Can, useCan } from '../../../platform/session/me.tsx';
import type { Column } from '../../../platform/table/grid/columns.ts';
import { DataTable } from '../../../platform/table/grid/DataTable.tsx';
import { ListToolbar } from '../../../platform/table/list/ListToolbar.tsx';
import { SearchField } from '../../../platform/table/list/SearchField.tsx';
import { useExactTotal } from '../../../platform/table/list/use-exact-total.ts';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { Person } from '../../../platform/ui/person/Person.tsx';
import type { Group } from './group.ts';
import { useMembership } from './use-membership.tsx';

type Member = RowOf<typeof users.list>;

/** The members of a group. */
export function MembersList({ group }: { group: Group }) {
  const t = useTranslations('groups.members');
  const { query, patch, clear } = useListQuery(users.list);
  const isFiltered = query.q !== undefined;
  const filter = { groupId: group.id, ...defined({ q: query.q || undefined }) };
  const list = useList(users.list, { query: { ...filter, sort: query.sort ?? 'name' } });
  const total = useExactTotal(list, users.count, filter);
  const columns = useMemberColumns();
  const mayChange = useCan('groups:write');
  const membership = useMembership(group);
  return (
    <>
      <ListToolbar
        total={total && t('total', { count: total.count, isAtLeast: total.isAtLeast ? 'yes' : 'no' })}
        isFiltered={isFiltered}
        onClear={clear}
      >
        <SearchField label={t('search')} value={query.q} onChange={(q) => patch({ q })} />
      </ListToolbar>
      <DataTable<Member>
        label={t('label', { name: group.name })}
        list={list}
        columns={columns}
        rowName={(user) => user.name}
        rowTo={(user) => paths.user(user.id)}
        rowMenu={(user) => (
          <>
            <MenuLink to={paths.user(user.id)} icon={IconArrowRight}>
              {t('open')}
            </MenuLink>
            {mayChange ? (
              <Menu.Item
                leftSection={<IconUsersMinus size={16} />}
                onClick={() => membership.remove([user.id])}
              >
                {t('remove')}
              </Menu.Item>
            ) : null}
          </>
        )}
        bulkActions={
          mayChange
            ? ({ ids, clear: deselect }) => (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-md"
                  leftSection={<IconUsersMinus size={16} aria-hidden />}
                  loading={membership.isPending}
                  onClick={() => membership.remove(ids, deselect)}
                >
                  {t('remove')}
                </Button>
              )
            : undefined
        }
        sort={{ value: query.sort ?? 'name', onChange: (sort) => patch({ sort: sort as typeof query.sort }) }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={<NoMembers group={group} />}
      />
      {membership.dialog}
    </>
  );
}

function NoMembers({ group }: { group: Group }) {
  const t = useTranslations('groups');
  return (
    <EmptyState
      icon={IconUsers}
      title={t('members.empty.title')}
      action={
        <Can permission="groups:write">
          <ButtonLink to={paths.addGroupUsers(group.id)} icon={IconUserPlus}>
            {t('page.addUsers')}
          </ButtonLink>
        </Can>
      }
    >
      {t('members.empty.text')}
    </EmptyState>
  );
}

function useMemberColumns(): readonly Column<Member>[] {
  const t = useTranslations('groups.members');
  return useMemo(
    () => [
      {
        id: 'person',
        header: t('person'),
        sort: 'name',
        onPhone: 'title',
        cell: (user) => <Person name={user.name} email={user.email} to={paths.user(user.id)} />,
      },
      {
        id: 'status',
        header: t('status'),
        width: '20%',
        cell: (user) => <UserStatusBadge status={user.status} />,
      },
      {
        id: 'lastLoginAt',
        header: t('lastLogin'),
        sort: 'lastLoginAt',
        width: '20%',
        cell: ({ lastLoginAt }) => (lastLoginAt ? <RelativeTime value={lastLoginAt} /> : t('never')),
      },
    ],
    [t],
  );
}
