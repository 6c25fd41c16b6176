import type { BulkAction } from '@muster/contracts/people/bulk-operations';
import type { ReactNode } from 'react';
import type { UserFilter } from '../../../../platform/people/use-filter-words.ts';
import { useCan } from '../../../../platform/session/Can.tsx';
import type { Selection } from '../../../../platform/table/grid/use-selection.ts';
import { useAsked } from '../../../../platform/ui/feedback/use-dialog-target.ts';
import type { User } from '../user.ts';
import { BulkActions } from './BulkActions.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import type { AskedBulk } from './bulk-action.ts';

interface Bulk {
  /** The buttons for a selection; undefined for who may not change users. */
  readonly actions: ((selection: Selection<User>) => ReactNode) | undefined;
  /** Render it once beside the list. */
  readonly dialog: ReactNode;
}

/**
 * Actions on many users: those selected, or all that the list's filters find.
 * @param filter the filters of the list
 * @param total how many they find
 */
export function useBulk(filter: UserFilter, total: number | undefined): Bulk {
  const mayChange = useCan('users:write');
  const { asked, isOpen, ask, close } = useAsked<AskedBulk>();
  const pick = (action: BulkAction, { ids, isEverything, clear }: Selection<User>) => {
    const target = isEverything ? { filter } : { ids };
    const count = isEverything ? (total ?? ids.length) : ids.length;
    ask({ action, target, count, onStarted: clear });
  };
  const actions = (selection: Selection<User>) => (
    <BulkActions onPick={(action) => pick(action, selection)} />
  );
  const dialog = asked ? <BulkDialog asked={asked} isOpen={isOpen} onClose={close} /> : null;
  return { actions: mayChange ? actions : undefined, dialog };
}
