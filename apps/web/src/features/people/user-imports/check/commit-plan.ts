import type { OnSeatLimit } from '@muster/contracts/people/users';
import type { UserImport } from '../user-import.ts';

/** The options of an import. */
export interface ImportOptions {
  readonly sendInvitations: boolean;
  readonly createGroups: boolean;
  readonly onSeatLimit: OnSeatLimit;
}

/** What a commit would do, as counts. */
export interface Plan {
  readonly create: number;
  readonly update: number;
  readonly invitations: number;
  /** The number of people without a seat. */
  readonly missing: number;
  /** Whether there are too few seats and the options say to add nobody then. */
  readonly isRefused: boolean;
}

/** Calculates what an import with these options would do. */
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
