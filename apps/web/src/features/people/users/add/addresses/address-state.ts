import { IconAlertTriangle, IconHelpCircle, IconUserCheck, type TablerIcon } from '@tabler/icons-react';
import type { Recipient } from '../use-recipients.ts';

/** How an address looks: wrong, probably mistyped, here already, or simply fine. */
export type AddressState = 'faulty' | 'doubtful' | 'existing' | 'fine';

/** Never the colour alone. */
export const stateIcons: Readonly<Record<AddressState, TablerIcon | undefined>> = {
  faulty: IconAlertTriangle,
  doubtful: IconHelpCircle,
  existing: IconUserCheck,
  fine: undefined,
};

/** What matters most about an address. */
export function addressState({ fault, existing, suggestion }: Omit<Recipient, 'entry'>): AddressState {
  if (fault) return 'faulty';
  if (existing) return 'existing';
  return suggestion ? 'doubtful' : 'fine';
}
