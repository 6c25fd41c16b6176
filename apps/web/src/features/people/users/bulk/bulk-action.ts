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

/** A bulk operation as the API sends it. */
export type BulkOperation = z.input<typeof BulkOperationSchema>;

/** The preview of a bulk operation as the API sends it. */
export type BulkPreview = z.input<typeof BulkPreviewSchema>;

/** The target users: a list of ids, or all that match a filter. */
export type BulkTarget = { readonly ids: string[] } | { readonly filter: UserFilter };

/** A bulk action that awaits confirmation. */
export interface PendingBulk {
  readonly action: BulkAction;
  readonly target: BulkTarget;
  /** The number of users, according to the list. */
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
