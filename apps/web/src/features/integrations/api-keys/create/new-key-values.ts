import type { Permission } from '@muster/contracts/permissions';
import type { ExpiryChoice } from './expiry.ts';

/** What the form of a new key holds. */
export interface NewKeyValues extends Record<string, unknown> {
  name: string;
  scopes: readonly Permission[];
  expiry: ExpiryChoice;
  /** The last day, where one was chosen. */
  expiresAt: string;
  /** One network a line. */
  allowedIps: string;
}
