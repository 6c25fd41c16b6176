import { Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconAt,
  IconMail,
  IconMailOff,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { useMe } from '../../../platform/session/me.tsx';
import { useDialogTarget } from '../../../platform/ui/feedback/use-dialog-target.ts';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { offeredActions, type UserAction } from './offered-actions.ts';
import { type PendingAction, UserConfirmation } from './UserConfirmation.tsx';
import { useInvite } from './use-invite.tsx';
import type { User } from './user.ts';

interface UserActions {
  readonly offered: (user: User) => ReadonlySet<UserAction>;
  /** Sends or resends the invitation. */
  readonly invite: (user: User) => void;
  readonly isInviting: boolean;
  /** Asks for another address if e-mails do not arrive. */
  readonly correct: (user: User) => void;
  readonly ask: (action: PendingAction, user: User) => void;
  /** The items of a "…" menu; on the user's own page without the link to it. */
  readonly menu: (user: User, place: 'list' | 'page') => ReactNode;
  /** Render it once beside the menus. */
  readonly dialogs: ReactNode;
}

/** All actions on a user, for the list's row menus and the user's page. */
export function useUserActions({ onRemoved }: { onRemoved?: () => void } = {}): UserActions {
  const t = useTranslations('users.actions');
  const me = useMe();
  const { search } = useLocation();
  const confirmation = useDialogTarget<{ action: PendingAction; user: User }>();
  const offered = (user: User) => offeredActions(user, { userId: me.user.id, permissions: me.permissions });
  const sending = useInvite((user) => offered(user).has('edit'));
  const { invite, correct } = sending;
  const ask = (action: PendingAction, user: User) => confirmation.open({ action, user });

  const menu = (user: User, place: 'list' | 'page') => {
    const may = offered(user);
    const isInvitable = may.has('invite') || may.has('resend');
    return (
      <>
        {place === 'list' ? (
          <MenuLink to={paths.user(user.id)} icon={IconArrowRight}>
            {t('open')}
          </MenuLink>
        ) : null}
        {isInvitable && place === 'list' ? (
          <Menu.Item leftSection={<IconMail size={16} />} onClick={() => invite(user)}>
            {may.has('resend') ? t('resend') : t('invite')}
          </Menu.Item>
        ) : null}
        {may.has('correctAddress') && place === 'list' ? (
          <Menu.Item leftSection={<IconAt size={16} />} onClick={() => correct(user)}>
            {t('correctAddress')}
          </Menu.Item>
        ) : null}
        {may.has('groups') && place === 'list' ? (
          <MenuLink to={paths.userGroups(user.id) + search} icon={IconUsersGroup}>
            {t('groups')}
          </MenuLink>
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
      {confirmation.target ? (
        <UserConfirmation
          {...confirmation.target}
          isOpen={confirmation.isOpen}
          onClose={confirmation.close}
          onRemoved={() => onRemoved?.()}
        />
      ) : null}
      {sending.dialogs}
    </>
  );
  return { offered, invite, isInviting: sending.isInviting, correct, ask, menu, dialogs };
}
