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
