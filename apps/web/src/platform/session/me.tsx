import type { Permission } from '@muster/contracts/catalogue';
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { Me } from './me-query.ts';

/** The signed-in person; provided by `RequireSignIn`. */
export const MeContext = createContext<Me | null>(null);

/**
 * Returns the signed-in person with their account and permissions.
 * @throws Error outside `RequireSignIn`
 */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe() is used outside of RequireSignIn.');
  return me;
}

/** Shows its children to people with the permission. The API enforces permissions; this only hides. */
export function Can({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useCan(permission) ? children : null;
}

/** Whether the signed-in person has the permission in their current account. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
