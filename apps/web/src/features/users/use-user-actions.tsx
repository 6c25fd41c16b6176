import { Menu, Modal } from '@mantine/core';
import { users } from '@muster/contracts/users';
import {
  IconArrowRight,
  IconMail,
  IconMailOff,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../platform/api/command.ts';
import { notify } from '../../platform/notify.tsx';
import { paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/use-me.ts';
import { ProblemAlert } from '../../platform/ui/ProblemAlert.tsx';
import { offeredActions, type UserAction } from './offered-actions.ts';
import { type AskedAction, UserConfirmation } from './UserConfirmation.tsx';
import type { User } from './user.ts';

interface UserActions {
  readonly offered: (user: User) => ReadonlySet<UserAction>;
  /** Sends the invitation, or sends it again. */
  readonly invite: (user: User) => void;
  readonly isInviting: boolean;
  readonly ask: (action: AskedAction, user: User) => void;
  /** The items of a "…" menu; on the user's own page without the way there. */
  readonly menu: (user: User, place: 'list' | 'page') => ReactNode;
  /** Render it once beside the menus. */
  readonly dialogs: ReactNode;
}

/** Everything that can be done with a user, for the list's row menus and the user's page. */
export function useUserActions({ onRemoved }: { onRemoved?: () => void } = {}): UserActions {
  const t = useTranslations('users.actions');
  const me = useMe();
  const { search } = useLocation();
  const [asked, setAsked] = useState<{ action: AskedAction; user: User; isOpen: boolean }>();
  const send = useCommand(users.invite, {
    invalidates: ['users', 'invitations', 'account', 'auditEvents'],
    onSuccess: (invitation) => notify(t('invited', { email: invitation.user.email })),
  });

  const offered = (user: User) => offeredActions(user, { userId: me.user.id, permissions: me.permissions });
  const invite = (user: User) => send.mutate({ params: { id: user.id } });
  const ask = (action: AskedAction, user: User) => setAsked({ action, user, isOpen: true });

  const menu = (user: User, place: 'list' | 'page') => {
    const may = offered(user);
    const isInvitable = may.has('invite') || may.has('resend');
    return (
      <>
        {place === 'list' ? (
          <Menu.Item component={Link} to={paths.user(user.id)} leftSection={<IconArrowRight size={16} />}>
            {t('open')}
          </Menu.Item>
        ) : null}
        {isInvitable && place === 'list' ? (
          <Menu.Item leftSection={<IconMail size={16} />} onClick={() => invite(user)}>
            {may.has('resend') ? t('resend') : t('invite')}
          </Menu.Item>
        ) : null}
        {may.has('groups') && place === 'list' ? (
          <Menu.Item
            component={Link}
            to={{ pathname: paths.userGroups(user.id), search }}
            leftSection={<IconUsersGroup size={16} />}
          >
            {t('groups')}
          </Menu.Item>
        ) : null}
        {may.has('revoke') ? (
          <Menu.Item leftSection={<IconMailOff size={16} />} onClick={() => ask('revoke', user)}>
            {t('revoke')}
          </Menu.Item>
        ) : null}
        {may.has('reactivate') ? (
          <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => ask('reactivate', user)}>
            {t('reactivate')}
          </Menu.Item>
        ) : null}
        {may.has('deactivate') ? (
          <Menu.Item leftSection={<IconUserOff size={16} />} onClick={() => ask('deactivate', user)}>
            {t('deactivate')}
          </Menu.Item>
        ) : null}
        {may.has('remove') ? (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => ask('remove', user)}>
              {t('remove')}
            </Menu.Item>
          </>
        ) : null}
      </>
    );
  };

  const dialogs = (
    <>
      {asked ? (
        <UserConfirmation
          {...asked}
          onClose={() => setAsked({ ...asked, isOpen: false })}
          onRemoved={() => onRemoved?.()}
        />
      ) : null}
      <Modal opened={send.isError} onClose={send.reset} title={t('inviteFailed')}>
        {send.error ? <ProblemAlert problem={send.error} /> : null}
      </Modal>
    </>
  );
  return { offered, invite, isInviting: send.isPending, ask, menu, dialogs };
}
