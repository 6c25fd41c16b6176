import type { Permission } from '@muster/contracts/permissions';
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { Me } from './me-query.ts';

/** Provided by `RequireSignIn`. */
export const MeContext = createContext<Me | null>(null);

/** The signed-in person, their account and permissions. Only below `RequireSignIn`. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe() is used outside of RequireSignIn.');
  return me;
}

/** Shows its children to people with the permission. A courtesy: the API is what enforces it. */
export function Can({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useCan(permission) ? children : null;
}

/** Whether the signed-in person has the permission in their current account. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
