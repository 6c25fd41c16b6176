import { Modal } from '@mantine/core';
import { savedViews } from '@muster/contracts/people/saved-views';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import type { ProblemError } from '../../../../platform/api/problem.ts';
import { notify } from '../../../../platform/notify.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { type SavedView, type ViewQuery, viewParameter } from './view-query.ts';

interface ViewChanges {
  /** Changes the filters of a view. */
  readonly update: (view: SavedView, query: ViewQuery) => void;
  /** Deletes a view; the list stays as it is. */
  readonly remove: (view: SavedView) => void;
  /** The error dialog; render it once. */
  readonly dialog: ReactNode;
}

/** Updates and deletes saved views. Both can be undone, so they need no confirmation. */
export function useViewChanges(): ViewChanges {
  const t = useTranslations('users.views');
  const tu = useTranslations('platform.ui');
  const [, setSearch] = useSearchParams();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const options = { invalidates: ['savedViews'] as const, onError: setProblem };
  const change = useCommand(savedViews.update, options);
  const removal = useCommand(savedViews.delete, options);
  const creation = useCommand(savedViews.create, options);

  const mark = (id: string | null) =>
    setSearch(
      (search) => {
        const next = new URLSearchParams(search);
        if (id === null) next.delete(viewParameter);
        else next.set(viewParameter, id);
        return next;
      },
      { replace: true },
    );
  const update = (view: SavedView, query: ViewQuery) => {
    const { id, name } = view;
    change.mutate(
      { params: { id }, body: { query } },
      {
        onSuccess: () =>
          notify(t('updated', { name }), {
            label: tu('undo'),
            onUndo: () => change.mutate({ params: { id }, body: { query: view.query } }),
          }),
      },
    );
  };
  const remove = ({ id, name, query }: SavedView) => {
    const bringBack = () =>
      creation.mutate({ body: { name, query } }, { onSuccess: (view) => mark(view.id) });
    removal.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          mark(null);
          notify(t('deleted', { name }), { label: tu('undo'), onUndo: bringBack });
        },
      },
    );
  };
  const dialog = (
    <Modal
      opened={problem !== null}
      onClose={() => setProblem(null)}
      title={t('failed')}
      closeButtonProps={{ 'aria-label': tu('close') }}
    >
      {problem ? <ProblemAlert problem={problem} /> : null}
    </Modal>
  );
  return { update, remove, dialog };
}
