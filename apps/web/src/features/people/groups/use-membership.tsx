import { Modal } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { notify } from '../../../platform/notify.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import type { Group } from './group.ts';

interface Membership {
  readonly remove: (userIds: string[], onDone?: () => void) => void;
  readonly isPending: boolean;
  /** Shows a problem, because there is no form to show it in. */
  readonly dialog: ReactNode;
}

/** Removes users from a group. Does not ask first, because it can be undone and changes nothing else. */
export function useMembership(group: Group): Membership {
  const t = useTranslations('groups.members');
  const tu = useTranslations('platform.ui');
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const options = { invalidates: ['users', 'groups', 'auditEvents'] as const, onError: setProblem };
  const removal = useCommand(groups.removeUsers, options);
  const undo = useCommand(groups.addUsers, options);

  const remove = (userIds: string[], onDone?: () => void) => {
    const input = { params: { id: group.id }, body: { userIds } };
    removal.mutate(input, {
      onSuccess: ({ removed }) => {
        onDone?.();
        notify(t('removed', { count: removed, group: group.name }), {
          label: tu('undo'),
          onUndo: () => undo.mutate(input),
        });
      },
    });
  };
  const dialog = (
    <Modal opened={problem !== null} onClose={() => setProblem(null)} title={t('failed')}>
      {problem ? <ProblemAlert problem={problem} /> : null}
    </Modal>
  );
  return { remove, isPending: removal.isPending, dialog };
}
