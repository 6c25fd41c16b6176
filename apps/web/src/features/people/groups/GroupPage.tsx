import { groups } from '@muster/contracts/people/groups';
import { IconArrowMerge, IconPencil, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { Outlet, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can } from '../../../platform/session/me.tsx';
import { RowMenu } from '../../../platform/table/grid/RowMenu.tsx';
import { NotFound } from '../../../platform/ui/feedback/NotFound.tsx';
import { QueryView } from '../../../platform/ui/feedback/QueryView.tsx';
import { BackLink } from '../../../platform/ui/layout/BackLink.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import type { Group } from './group.ts';
import { useReturnPath } from './group.ts';
import { MembersList } from './MembersList.tsx';
import { useDeleteGroup } from './use-delete-group.ts';

/** One group and its members. */
export function GroupPage() {
  const { id = '' } = useParams();
  const answer = useCall(groups.get, { params: { id } });
  return (
    <QueryView query={answer} notFound={<GroupNotFound />}>
      {(group) => <Loaded group={group} />}
    </QueryView>
  );
}

function Loaded({ group }: { group: Group }) {
  const t = useTranslations('groups');
  const wayBack = useReturnPath();
  const deletion = useDeleteGroup(paths.groups() + wayBack.search);
  return (
    <>
      <PageHeader
        title={group.name}
        description={group.description || undefined}
        above={<BackLink to={paths.groups() + wayBack.search}>{t('list.title')}</BackLink>}
        actions={
          <Can permission="groups:write">
            <ButtonLink to={paths.editGroup(group.id) + wayBack.search} icon={IconPencil}>
              {t('page.edit')}
            </ButtonLink>
            <ButtonLink to={paths.addGroupUsers(group.id) + wayBack.search} icon={IconUserPlus} isMain>
              {t('page.addUsers')}
            </ButtonLink>
            <RowMenu name={group.name}>
              <MenuLink to={paths.mergeGroup(group.id) + wayBack.search} icon={IconArrowMerge}>
                {t('merge.menu')}
              </MenuLink>
              {deletion.menuItem(group)}
            </RowMenu>
          </Can>
        }
      />
      <MembersList group={group} />
      {deletion.dialog}
      <Outlet context={group} />
    </>
  );
}

function GroupNotFound() {
  const t = useTranslations('groups.gone');
  return (
    <NotFound
      icon={IconUsersGroup}
      title={t('title')}
      text={t('text')}
      to={paths.groups()}
      back={t('back')}
    />
  );
}
