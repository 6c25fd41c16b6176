import { Badge, Button, Tabs } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { IconAt, IconMail, IconPencil, IconSchool, IconUserQuestion } from '@tabler/icons-react';
import { Outlet, useLocation, useNavigate, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { paths, type UserTab } from '../../../../platform/paths.ts';
import { UserStatusBadge } from '../../../../platform/people/UserStatusBadge.tsx';
import { RowMenu } from '../../../../platform/table/grid/RowMenu.tsx';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { NotFound } from '../../../../platform/ui/feedback/NotFound.tsx';
import { QueryView } from '../../../../platform/ui/feedback/QueryView.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { Initials } from '../../../../platform/ui/person/Initials.tsx';
import { useUserActions } from '../use-user-actions.tsx';
import type { User } from '../user.ts';

const tabs: readonly UserTab[] = ['progress', 'actions', 'emails', 'sign-ins'];

/** The page of one user, with tabs. */
export function UserPage() {
  const { id = '' } = useParams();
  const answer = useCall(users.get, { params: { id } });
  return (
    <QueryView query={answer} notFound={<UserNotFound />}>
      {(user) => <Loaded user={user} />}
    </QueryView>
  );
}

function Loaded({ user }: { user: User }) {
  const t = useTranslations('users.page');
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const tab = tabs.find((one) => `${pathname}/`.startsWith(`${paths.user(user.id, one)}/`));
  return (
    <>
      <UserHeader user={user} />
      <Tabs
        value={tab ?? 'overview'}
        onChange={(next) =>
          void navigate(
            paths.user(
              user.id,
              tabs.find((one) => one === next),
            ),
          )
        }
      >
        <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {(['overview', ...tabs] as const).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab ?? 'overview'}>
          <Outlet context={user} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function UserHeader({ user }: { user: User }) {
  const t = useTranslations('users');
  const tp = useTranslations('platform.people');
  const navigate = useNavigate();
  const actions = useUserActions({ onRemoved: () => void navigate(paths.users()) });
  const may = actions.offered(user);
  const hasMenu = may.has('revoke') || may.has('deactivate') || may.has('reactivate') || may.has('remove');
  return (
    <>
      <PageHeader
        title={user.name}
        lead={<Initials name={user.name} size="md" />}
        above={<BackLink to={paths.users()}>{t('list.title')}</BackLink>}
        aside={
          <>
            <UserStatusBadge status={user.status} />
            {user.role === 'member' ? null : <Badge variant="default">{tp(`role.${user.role}`)}</Badge>}
          </>
        }
        description={user.name === user.email ? undefined : <bdi>{user.email}</bdi>}
        actions={
          <>
            {may.has('edit') ? (
              <ButtonLink to={paths.editUser(user.id)} icon={IconPencil}>
                {t('actions.edit')}
              </ButtonLink>
            ) : null}
            {may.has('correctAddress') ? (
              <Button leftSection={<IconAt size={16} aria-hidden />} onClick={() => actions.correct(user)}>
                {t('actions.correctAddress')}
              </Button>
            ) : null}
            {may.has('invite') || may.has('resend') ? (
              <Button
                variant={may.has('invite') ? 'filled' : 'default'}
                leftSection={<IconMail size={16} aria-hidden />}
                loading={actions.isInviting}
                onClick={() => actions.invite(user)}
              >
                {may.has('resend') ? t('actions.resend') : t('actions.invite')}
              </Button>
            ) : null}
            {hasMenu ? <RowMenu name={user.name}>{actions.menu(user, 'page')}</RowMenu> : null}
          </>
        }
      />
      {actions.dialogs}
    </>
  );
}

/** Shown for a user who is not, or no longer, in this account. */
function UserNotFound() {
  const t = useTranslations('users.gone');
  return (
    <NotFound
      icon={IconUserQuestion}
      title={t('title')}
      text={t('text')}
      to={paths.users()}
      back={t('back')}
    />
  );
}

/** A user's learning progress. There are no courses yet, so it explains what will appear here. */
export function UserProgress() {
  const t = useTranslations('users.progress');
  return (
    <EmptyState icon={IconSchool} title={t('title')}>
      {t('text')}
    </EmptyState>
  );
}
