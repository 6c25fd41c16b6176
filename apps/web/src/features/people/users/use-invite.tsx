import { Modal } from '@mantine/core';
import { defined } from '@muster/contracts/kit/defined';
import { users } from '@muster/contracts/people/users';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { notify } from '../../../platform/notify.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { useDialogTarget } from '../../../platform/ui/feedback/use-dialog-target.ts';
import { CorrectAddress } from './address/CorrectAddress.tsx';
import { SuppressedAddress } from './address/SuppressedAddress.tsx';
import type { User } from './user.ts';

interface Invite {
  /** Sends or resends the invitation. */
  readonly invite: (user: User) => void;
  /** Asks for another address and sends the invitation there. */
  readonly correct: (user: User) => void;
  readonly isInviting: boolean;
  /** Render it once. */
  readonly dialogs: ReactNode;
}

interface Refused {
  readonly user: User;
  readonly problem: ProblemError;
}

/**
 * Sends invitations, and handles addresses that cannot be reached.
 * @param mayCorrect whether the viewer may change a user's address
 */
export function useInvite(mayCorrect: (user: User) => boolean): Invite {
  const t = useTranslations('users.actions');
  const [refused, setRefused] = useState<Refused>();
  const { target: correcting, isOpen: isCorrecting, open, close } = useDialogTarget<User>();
  const send = useCommand(users.invite, {
    invalidates: ['users', 'invitations', 'emails', 'account', 'auditEvents'],
    onSuccess: (invitation) => {
      setRefused(undefined);
      notify(t('invited', { email: invitation.user.email }));
    },
  });

  const { mutate } = send;
  const attempt = useCallback(
    (user: User, despiteSuppression: boolean) =>
      mutate(
        defined({ params: { id: user.id }, body: despiteSuppression ? { despiteSuppression } : undefined }),
        { onError: (problem) => setRefused({ user, problem }) },
      ),
    [mutate],
  );
  const invite = useCallback((user: User) => attempt(user, false), [attempt]);
  const correct = useCallback(
    (user: User) => {
      setRefused(undefined);
      open(user);
    },
    [open],
  );
  const isSuppressed = refused?.problem.code === 'address_suppressed';

  const dialogs = (
    <>
      {refused && isSuppressed ? (
        <SuppressedAddress
          user={refused.user}
          problem={refused.problem}
          isSending={send.isPending}
          onCorrect={mayCorrect(refused.user) ? () => correct(refused.user) : undefined}
          onSendAnyway={() => attempt(refused.user, true)}
          onClose={() => setRefused(undefined)}
        />
      ) : null}
      <Modal
        opened={refused !== undefined && !isSuppressed}
        onClose={() => setRefused(undefined)}
        title={t('inviteFailed')}
      >
        {refused ? <ProblemAlert problem={refused.problem} /> : null}
      </Modal>
      {correcting ? (
        <CorrectAddress
          user={correcting}
          isOpen={isCorrecting}
          onClose={close}
          // If nothing was sent yet, correcting the address alone sends nothing.
          {...(correcting.status === 'added' ? { onCorrected: invite } : {})}
        />
      ) : null}
    </>
  );
  return { invite, correct, isInviting: send.isPending, dialogs };
}
