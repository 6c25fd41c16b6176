import type { Permission } from '@muster/contracts/permissions';
import type { ReactNode } from 'react';
import { useMe } from './use-me.ts';

/** Shows its children to people with the permission. A courtesy: the API is what enforces it. */
export function Can({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useCan(permission) ? children : null;
}

/** Whether the signed-in person has the permission in their current account. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
