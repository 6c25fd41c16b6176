import { Alert } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { IconArrowBackUp, IconArrowRight, IconPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { Link, Outlet } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can } from '../../../platform/session/me.tsx';
import { DataTable } from '../../../platform/table/grid/DataTable.tsx';
import { ListToolbar } from '../../../platform/table/list/ListToolbar.tsx';
import { SearchField } from '../../../platform/table/list/SearchField.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { useReturnPath } from './group.ts';
import { useDeleteGroup } from './use-delete-group.ts';
import { useGroupColumns } from './use-group-columns.tsx';

/** The user groups of the account. */
export function GroupsPage() {
  const t = useTranslations('groups');
  const { query, patch, isFiltered, clear } = useListQuery(groups.list);
  const list = useList(groups.list, { query });
  const wayBack = useReturnPath();
  const columns = useGroupColumns(wayBack.search);
  const deletion = useDeleteGroup();
  const newButton = (
    <Can permission="groups:write">
      <ButtonLink to={paths.newGroup() + wayBack.search} icon={IconPlus} isMain>
        {t('list.new')}
      </ButtonLink>
    </Can>
  );
  return (
    <>
      <PageHeader title={t('list.title')} description={t('list.description')} actions={newButton} />
      {wayBack.isFromAddUsers ? <BackToAddUsers /> : null}
      <ListToolbar
        total={list.total === undefined ? undefined : t('list.total', { count: list.total })}
        isFiltered={isFiltered}
        onClear={clear}
      >
        <SearchField label={t('list.search')} value={query.q} onChange={(q) => patch({ q })} />
      </ListToolbar>
      <DataTable
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(group) => group.name}
        rowTo={(group) => paths.group(group.id) + wayBack.search}
        rowMenu={(group) => (
          <>
            <MenuLink to={paths.group(group.id) + wayBack.search} icon={IconArrowRight}>
              {t('list.open')}
            </MenuLink>
            <MenuLink to={paths.users({ groupId: group.id })} icon={IconUsers}>
              {t('list.users')}
            </MenuLink>
            {deletion.menuItem(group)}
          </>
        )}
        sort={{ value: query.sort ?? 'name', onChange: (sort) => patch({ sort: sort as typeof query.sort }) }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconUsersGroup} title={t('list.empty.title')} action={newButton}>
            {t('list.empty.text')}
          </EmptyState>
        }
      />
      {deletion.dialog}
      <Outlet />
    </>
  );
}

function BackToAddUsers() {
  const t = useTranslations('groups.wayBack');
  return (
    <Alert mb="md" py="xs" icon={<IconArrowBackUp aria-hidden />}>
      {t.rich('text', { link: (chunks) => <Link to={paths.addUsers()}>{chunks}</Link> })}
    </Alert>
  );
}
