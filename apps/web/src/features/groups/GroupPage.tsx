import { Button, Skeleton, Stack } from '@mantine/core';
import { groups } from '@muster/contracts/groups';
import { IconPencil, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../platform/api/query.ts';
import { paths } from '../../platform/paths.ts';
import { Can } from '../../platform/session/Can.tsx';
import { RowMenu } from '../../platform/table/RowMenu.tsx';
import { BackLink } from '../../platform/ui/BackLink.tsx';
import { EmptyState } from '../../platform/ui/EmptyState.tsx';
import { PageHeader } from '../../platform/ui/PageHeader.tsx';
import { PageTitle } from '../../platform/ui/PageTitle.tsx';
import { ProblemAlert } from '../../platform/ui/ProblemAlert.tsx';
import type { Group } from './group.ts';
import { MembersList } from './MembersList.tsx';
import { useDeleteGroup } from './use-delete-group.tsx';
import { useWayBack } from './use-way-back.ts';

/** One group and who is in it. */
export function GroupPage() {
  const { id = '' } = useParams();
  const group = useCall(groups.get, { params: { id } });
  if (group.data) return <Loaded group={group.data} />;
  if (group.error?.code === 'not_found' || group.error?.code === 'validation_failed') return <GroupGone />;
  if (group.error) return <ProblemAlert problem={group.error} onRetry={() => void group.refetch()} />;
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton height={28} width={220} />
      <Skeleton height={14} width={320} />
      <Skeleton height={260} mt="lg" />
    </Stack>
  );
}

function Loaded({ group }: { group: Group }) {
  const t = useTranslations('groups');
  const navigate = useNavigate();
  const wayBack = useWayBack();
  const deletion = useDeleteGroup(() => void navigate(paths.groups() + wayBack.search));
  return (
    <>
      <PageHeader
        title={group.name}
        description={group.description || undefined}
        above={<BackLink to={paths.groups() + wayBack.search}>{t('list.title')}</BackLink>}
        actions={
          <Can permission="groups:write">
            <Button
              component={Link}
              to={{ pathname: paths.editGroup(group.id), search: wayBack.search }}
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('page.edit')}
            </Button>
            <Button
              component={Link}
              to={{ pathname: paths.addGroupUsers(group.id), search: wayBack.search }}
              leftSection={<IconUserPlus size={16} aria-hidden />}
            >
              {t('page.addUsers')}
            </Button>
            <RowMenu name={group.name}>{deletion.menuItem(group)}</RowMenu>
          </Can>
        }
      />
      <MembersList group={group} />
      {deletion.dialog}
      <Outlet context={group} />
    </>
  );
}

function GroupGone() {
  const t = useTranslations('groups.gone');
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <EmptyState
        icon={IconUsersGroup}
        title={t('title')}
        action={
          <Button component={Link} to={paths.groups()} variant="default">
            {t('back')}
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </>
  );
}
