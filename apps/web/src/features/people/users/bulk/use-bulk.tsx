import type { BulkAction } from '@muster/contracts/people/bulk-operations';
import { lazy, type ReactNode, Suspense } from 'react';
import type { UserFilter } from '../../../../platform/people/use-filter-words.ts';
import { useCan } from '../../../../platform/session/me.tsx';
import type { Selection } from '../../../../platform/table/grid/use-selection.ts';
import { useDialogTarget } from '../../../../platform/ui/feedback/use-dialog-target.ts';
import type { User } from '../user.ts';
import { BulkActions } from './BulkActions.tsx';
import type { PendingBulk } from './bulk-action.ts';

// Few of those who look at the list change many users.
const BulkDialog = lazy(() => import('./BulkDialog.tsx'));

interface Bulk {
  /** Renders the buttons for a selection; undefined if the viewer may not change users. */
  readonly actions: ((selection: Selection<User>) => ReactNode) | undefined;
  /** Render it once beside the list. */
  readonly dialog: ReactNode;
}

/**
 * Bulk actions on the selected users, or on all that match the list's filters.
 * @param filter the filters of the list
 * @param total the number of matches
 */
export function useBulk(filter: UserFilter, total: number | undefined): Bulk {
  const mayChange = useCan('users:write');
  const { target: pending, isOpen, open, close } = useDialogTarget<PendingBulk>();
  const pick = (action: BulkAction, { ids, isEverything, clear }: Selection<User>) => {
    const target = isEverything ? { filter } : { ids };
    const count = isEverything ? (total ?? ids.length) : ids.length;
    open({ action, target, count, onStarted: clear });
  };
  const actions = (selection: Selection<User>) => (
    <BulkActions onPick={(action) => pick(action, selection)} />
  );
  const dialog = pending ? (
    <Suspense>
      <BulkDialog pending={pending} isOpen={isOpen} onClose={close} />
    </Suspense>
  ) : null;
  return { actions: mayChange ? actions : undefined, dialog };
}
