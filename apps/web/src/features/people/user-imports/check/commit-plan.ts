import type { OnSeatLimit } from '@muster/contracts/people/users';
import type { UserImport } from '../user-import.ts';

/** How an import is to be carried out. */
export interface ImportOptions {
  readonly sendInvitations: boolean;
  readonly createGroups: boolean;
  readonly onSeatLimit: OnSeatLimit;
}

/** What a commit would do, in numbers. */
export interface Plan {
  readonly create: number;
  readonly update: number;
  readonly invitations: number;
  /** How many people there are no seats for. */
  readonly missing: number;
  /** Too few seats, and nobody shall be added then. */
  readonly isRefused: boolean;
}

/** What carrying out an import with these options comes to. */
export function planOf({ counts, seats, invitations }: UserImport, options: ImportOptions): Plan {
  const missing = seats.available === null ? 0 : Math.max(0, seats.needed - seats.available);
  const isFilled = options.onSeatLimit === 'fill';
  const left = isFilled ? Math.min(missing, counts.create) : 0;
  return {
    create: counts.create - left,
    update: counts.update,
    invitations: options.sendInvitations ? Math.max(0, invitations - left) : 0,
    missing,
    isRefused: missing > 0 && !isFilled,
  };
}
