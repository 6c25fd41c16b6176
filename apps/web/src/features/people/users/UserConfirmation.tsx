import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { Noun } from '../../../platform/api/invalidation.ts';
import { notify } from '../../../platform/notify.tsx';
import { ConfirmAction } from '../../../platform/ui/feedback/ConfirmAction.tsx';
import type { User } from './user.ts';

/** Actions that need confirmation. */
export type PendingAction = 'revoke' | 'deactivate' | 'reactivate' | 'remove';

interface UserConfirmationProps {
  action: PendingAction;
  user: User;
  isOpen: boolean;
  onClose: () => void;
  onRemoved: () => void;
}

const stale: readonly Noun[] = ['users', 'groups', 'invitations', 'account', 'auditEvents'];

/** Asks for confirmation of an action on a user, and explains the effect on their seat and data. */
export function UserConfirmation({ action, user, isOpen, onClose, onRemoved }: UserConfirmationProps) {
  const t = useTranslations('users.confirm');
  const tu = useTranslations('platform.ui');
  const { name } = user;
  const undoDeactivation = useCommand(users.reactivate, {
    invalidates: stale,
    onSuccess: () => notify(t('reactivate.done', { name })),
  });
  const input = isOpen ? { params: { id: user.id } } : null;
  const common = { input, invalidates: stale, onClose };

  switch (action) {
    case 'deactivate':
      return (
        <ConfirmAction
          {...common}
          endpoint={users.deactivate}
          title={t('deactivate.title', { name })}
          confirmLabel={t('deactivate.confirm')}
          onDone={() =>
            notify(t('deactivate.done', { name }), {
              label: tu('undo'),
              onUndo: () => undoDeactivation.mutate({ params: { id: user.id } }),
            })
          }
        >
          {t('deactivate.text')}
        </ConfirmAction>
      );
    case 'reactivate':
      return (
        <ConfirmAction
          {...common}
          endpoint={users.reactivate}
          title={t('reactivate.title', { name })}
          confirmLabel={t('reactivate.confirm')}
          isDestructive={false}
          onDone={() => notify(t('reactivate.done', { name }))}
        >
          {t('reactivate.text')}
        </ConfirmAction>
      );
    case 'remove':
      return (
        <ConfirmAction
          {...common}
          endpoint={users.delete}
          title={t('remove.title', { name })}
          confirmLabel={t('remove.confirm')}
          onDone={() => {
            notify(t('remove.done', { name }));
            onRemoved();
          }}
        >
          {t('remove.text', { email: user.email })}
        </ConfirmAction>
      );
    case 'revoke':
      return (
        <ConfirmAction
          {...common}
          endpoint={invitations.revoke}
          input={isOpen && user.invitation ? { params: { id: user.invitation.id } } : null}
          title={t('revoke.title', { name })}
          confirmLabel={t('revoke.confirm')}
          onDone={() => notify(t('revoke.done', { name }))}
        >
          {t('revoke.text')}
        </ConfirmAction>
      );
  }
}
