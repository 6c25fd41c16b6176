import type { BulkAction } from '@muster/contracts/people/bulk-operations';
import { isWithinUndoWindow } from '../../../policies/undo-window.ts';

/** The inverse of each action. Sent e-mails and removed users cannot be undone. */
export const inverses: Readonly<Partial<Record<BulkAction, BulkAction>>> = {
  add_to_groups: 'remove_from_groups',
  remove_from_groups: 'add_to_groups',
  set_role: 'set_role',
  deactivate: 'reactivate',
  reactivate: 'deactivate',
};

interface Finished {
  readonly action: BulkAction;
  readonly changed: number;
  readonly undoOf: string | null;
  readonly undoneBy: string | null;
  readonly finishedAt: Date | null;
}

/** Whether an operation can be undone now: once, within a day, and not if it is an undo itself. */
export function canUndo({ action, changed, undoOf, undoneBy, finishedAt }: Finished, now: Date): boolean {
  if (finishedAt === null || changed === 0 || undoOf !== null || undoneBy !== null) return false;
  return action in inverses && isWithinUndoWindow(finishedAt, now);
}
