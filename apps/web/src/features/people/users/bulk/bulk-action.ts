import type {
  BulkAction,
  BulkOperation as BulkOperationSchema,
  BulkPreview as BulkPreviewSchema,
} from '@muster/contracts/people/bulk-operations';
import {
  IconMail,
  IconTrash,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
  IconUsersMinus,
  IconUsersPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import type * as z from 'zod';
import type { UserFilter } from '../../../../platform/people/use-filter-words.ts';

/** What is done, or was done, to many users. */
export type BulkOperation = z.input<typeof BulkOperationSchema>;

/** What would be done. */
export type BulkPreview = z.input<typeof BulkPreviewSchema>;

/** On whom: these users, or all that a filter finds. */
export type BulkTarget = { readonly ids: string[] } | { readonly filter: UserFilter };

/** What is asked about: an action on some users. */
export interface PendingBulk {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  /** How many users that is, as the list knows it. */
  readonly count: number;
  readonly onStarted: () => void;
}

export const actionIcons: Readonly<Record<BulkAction, TablerIcon>> = {
  invite: IconMail,
  add_to_groups: IconUsersPlus,
  remove_from_groups: IconUsersMinus,
  set_role: IconUserCog,
  deactivate: IconUserOff,
  reactivate: IconUserCheck,
  remove: IconTrash,
};

/** Whether an action takes somebody's access away. */
export function isDestructive(action: BulkAction): boolean {
  return action === 'deactivate' || action === 'remove';
}
