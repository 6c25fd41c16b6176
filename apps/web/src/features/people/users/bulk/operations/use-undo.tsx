import { Modal } from '@mantine/core';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../../platform/api/command.ts';
import type { ProblemError } from '../../../../../platform/api/problem.ts';
import { ProblemAlert } from '../../../../../platform/ui/feedback/ProblemAlert.tsx';

interface Undo {
  readonly undo: (id: string) => void;
  readonly isPending: boolean;
  /** The error dialog; render it once. */
  readonly dialog: ReactNode;
}

/** Undoes a bulk operation. The undo is a new operation and appears in the panel like any other. */
export function useUndo(): Undo {
  const t = useTranslations('users.operations');
  const tu = useTranslations('platform.ui');
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const command = useCommand(bulkOperations.undo, {
    invalidates: ['bulkOperations'],
    onError: setProblem,
  });
  const dialog = (
    <Modal
      opened={problem !== null}
      onClose={() => setProblem(null)}
      title={t('undoFailed')}
      closeButtonProps={{ 'aria-label': tu('close') }}
    >
      {problem ? <ProblemAlert problem={problem} /> : null}
    </Modal>
  );
  return { undo: (id) => command.mutate({ params: { id } }), isPending: command.isPending, dialog };
}
