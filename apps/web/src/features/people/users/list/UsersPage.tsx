import { ActionIcon, Tooltip } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { IconHistory, IconUsers } from '@tabler/icons-react';
import { Link, Outlet } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { OutboxNotice } from '../../../../platform/emails/OutboxNotice.tsx';
import { paths } from '../../../../platform/paths.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { FilterChips } from '../../../../platform/table/list/FilterChips.tsx';
import { ListToolbar } from '../../../../platform/table/list/ListToolbar.tsx';
import { SearchField } from '../../../../platform/table/list/SearchField.tsx';
import { useExactTotal } from '../../../../platform/table/list/use-exact-total.ts';
import { useListQuery } from '../../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { useBulk } from '../bulk/use-bulk.tsx';
import { useUserActions } from '../use-user-actions.tsx';
import type { User } from '../user.ts';
import { SavedViews } from '../views/SavedViews.tsx';
import { AddUsersButton } from './AddUsersButton.tsx';
import { ExportButton } from './ExportButton.tsx';
import { SortMenu } from './SortMenu.tsx';
import { UserFilters } from './UserFilters.tsx';
import { useFilterChips } from './use-filter-chips.ts';
import { useUserColumns } from './use-user-columns.tsx';
import { filterOf } from './user-filter.ts';
import classes from './users.module.css';

/** The list of users. */
export function UsersPage() {
  const t = useTranslations('users');
  const { query, patch, isFiltered, clear } = useListQuery(users.list);
  const list = useList(users.list, { query });
  const filter = filterOf(query);
  const total = useExactTotal(list, users.count, filter);
  const exact = total?.isAtLeast ? undefined : total?.count;
  const actions = useUserActions();
  const columns = useUserColumns(actions.correct);
  const chips = useFilterChips(query, patch);
  const bulk = useBulk(filter, exact);
  const sort = query.sort ?? 'name';
  return (
    <>
      <PageHeader
        title={t('list.title')}
        aside={<SavedViews query={query} />}
        actions={
          <>
            <Tooltip label={t('operations.title')}>
              <ActionIcon
                component={Link}
                to={paths.bulkOperations()}
                variant="default"
                size="input-sm"
                aria-label={t('operations.title')}
              >
                <IconHistory size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <ExportButton query={query} />
            <AddUsersButton />
          </>
        }
      />
      <OutboxNotice />
      <ListToolbar
        total={total && t('list.total', { count: total.count, isAtLeast: total.isAtLeast ? 'yes' : 'no' })}
      >
        <SearchField label={t('list.search')} value={query.q} onChange={(q) => patch({ q })} />
        <div className={classes.filters}>
          <UserFilters query={query} onChange={patch} />
          <SortMenu value={sort} onChange={(next) => patch({ sort: next })} />
        </div>
      </ListToolbar>
      <FilterChips chips={chips} onClear={clear} />
      <DataTable<User>
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(user) => user.name}
        rowTo={(user) => paths.user(user.id)}
        rowMenu={(user) => actions.menu(user, 'list')}
        {...(bulk.actions ? { bulkActions: bulk.actions } : {})}
        everything={{ count: exact, key: JSON.stringify(filter) }}
        sort={{ value: sort, onChange: (next) => patch({ sort: next as typeof query.sort }) }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconUsers} title={t('list.empty.title')} action={<AddUsersButton />}>
            {t('list.empty.text')}
          </EmptyState>
        }
      />
      {actions.dialogs}
      {bulk.dialog}
      <Outlet />
    </>
  );
}
