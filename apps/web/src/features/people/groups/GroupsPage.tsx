import { Alert } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { IconArrowBackUp, IconArrowRight, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { NounListPage } from '../../../platform/table/list/NounListPage.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { useReturnPath } from './group.ts';
import { TwinsNotice } from './TwinsNotice.tsx';
import { useDeleteGroup } from './use-delete-group.ts';
import { useGroupColumns } from './use-group-columns.tsx';

/** The user groups of the account. */
export function GroupsPage() {
  const t = useTranslations('groups');
  const address = useListQuery(groups.list);
  const list = useList(groups.list, { query: address.query });
  const wayBack = useReturnPath();
  const columns = useGroupColumns(wayBack.search);
  const deletion = useDeleteGroup();
  return (
    <NounListPage
      title={t('list.title')}
      description={t('list.description')}
      list={list}
      address={address}
      defaultSort="name"
      add={{ to: paths.newGroup() + wayBack.search, label: t('list.new'), permission: 'groups:write' }}
      notice={wayBack.isFromAddUsers ? <BackToAddUsers /> : <TwinsNotice />}
      search={t('list.search')}
      total={(count) => t('list.total', { count })}
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
      empty={{ icon: IconUsersGroup, title: t('list.empty.title'), text: t('list.empty.text') }}
    >
      {deletion.dialog}
    </NounListPage>
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
