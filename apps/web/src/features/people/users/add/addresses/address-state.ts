import { IconAlertTriangle, IconHelpCircle, IconUserCheck, type TablerIcon } from '@tabler/icons-react';
import type { Recipient } from '../use-recipients.ts';

/** The state of an address: invalid, probably mistyped, already a user, or fine. */
export type AddressState = 'faulty' | 'doubtful' | 'existing' | 'fine';

/** Icons, so that colour is never the only cue. */
export const stateIcons: Readonly<Record<AddressState, TablerIcon | undefined>> = {
  faulty: IconAlertTriangle,
  doubtful: IconHelpCircle,
  existing: IconUserCheck,
  fine: undefined,
};

/** The most important state of an address. */
export function addressState({ fault, existing, suggestion }: Omit<Recipient, 'entry'>): AddressState {
  if (fault) return 'faulty';
  if (existing) return 'existing';
  return suggestion ? 'doubtful' : 'fine';
}
