import { Button } from '@mantine/core';
import { users } from '@muster/contracts/users';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { Link, Outlet } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can, useCan } from '../../../platform/session/Can.tsx';
import { DataTable } from '../../../platform/table/DataTable.tsx';
import { ListToolbar } from '../../../platform/table/ListToolbar.tsx';
import { SearchField } from '../../../platform/table/SearchField.tsx';
import { useListQuery } from '../../../platform/table/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/EmptyState.tsx';
import { PageHeader } from '../../../platform/ui/PageHeader.tsx';
import { useUserActions } from '../use-user-actions.tsx';
import type { User } from '../user.ts';
import { BulkGroups } from './BulkGroups.tsx';
import { UserFilters } from './UserFilters.tsx';
import { useUserColumns } from './use-user-columns.tsx';

/** Everybody in the account. */
export function UsersPage() {
  const t = useTranslations('users');
  const { query, patch, isFiltered, clear } = useListQuery(users.list);
  const list = useList(users.list, { query });
  const actions = useUserActions();
  const columns = useUserColumns(actions.correct);
  const mayGroup = useCan('groups:write');
  const addButton = (
    <Can permission="users:write">
      <Button component={Link} to={paths.addUsers()} leftSection={<IconUserPlus size={16} aria-hidden />}>
        {t('list.add')}
      </Button>
    </Can>
  );
  return (
    <>
      <PageHeader title={t('list.title')} actions={addButton} />
      <ListToolbar
        total={list.total === undefined ? undefined : t('list.total', { count: list.total })}
        isFiltered={isFiltered}
        onClear={clear}
      >
        <SearchField label={t('list.search')} value={query.q} onChange={(q) => patch({ q })} />
        <UserFilters query={query} onChange={patch} />
      </ListToolbar>
      <DataTable<User>
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(user) => user.name}
        rowTo={(user) => paths.user(user.id)}
        rowMenu={(user) => actions.menu(user, 'list')}
        {...(mayGroup ? { bulkActions: (selection) => <BulkGroups selection={selection} /> } : {})}
        sort={{ value: query.sort ?? 'name', onChange: (sort) => patch({ sort: sort as typeof query.sort }) }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconUsers} title={t('list.empty.title')} action={addButton}>
            {t('list.empty.text')}
          </EmptyState>
        }
      />
      {actions.dialogs}
      <Outlet />
    </>
  );
}
