import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { paths } from '../paths.ts';
import { PageLoader } from '../ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../ui/feedback/ProblemAlert.tsx';
import { MeContext } from './me.tsx';
import { meOptions } from './me-query.ts';
import { onSessionChangedElsewhere, useSessionEnded } from './session-state.ts';

/**
 * Lets signed-in people through and provides `useMe()`; others go to the sign-in page and come back to the same
 * place. A sign-in that ends later does not unmount what is here: forms keep what was typed, and
 * `SessionEndedDialog` asks to sign in over the page.
 */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const location = useLocation();
  const isEnded = useSessionEnded();
  // While ended, the last known person stays on screen; asking again would only be refused again.
  const { data, error, isPending, refetch } = useQuery({ ...meOptions, enabled: !isEnded });

  useEffect(() => onSessionChangedElsewhere(() => void client.resetQueries()), [client]);

  const known = data ?? (isEnded ? client.getQueryData(meOptions.queryKey) : undefined);
  if (known) return <MeContext value={known}>{children}</MeContext>;
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} isPage />;
  if (isPending && !isEnded) return <PageLoader />;
  const next = `${location.pathname}${location.search}${location.hash}`;
  return <Navigate to={paths.signIn(next === '/' ? undefined : next)} replace />;
}
