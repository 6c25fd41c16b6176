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
 * Requires a signed-in person and provides `useMe()`. Others are redirected to the sign-in page and return
 * here afterwards. If the session ends later, the page stays mounted: forms keep their input, and
 * `SessionEndedDialog` asks the person to sign in again.
 */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const location = useLocation();
  const isEnded = useSessionEnded();
  // After the session has ended, the last known person stays; refetching would only be refused again.
  const { data, error, isPending, refetch } = useQuery({ ...meOptions, enabled: !isEnded });

  useEffect(() => onSessionChangedElsewhere(() => void client.resetQueries()), [client]);

  const known = data ?? (isEnded ? client.getQueryData(meOptions.queryKey) : undefined);
  if (known) return <MeContext value={known}>{children}</MeContext>;
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} isPage />;
  if (isPending && !isEnded) return <PageLoader />;
  const next = `${location.pathname}${location.search}${location.hash}`;
  return <Navigate to={paths.signIn(next === '/' ? undefined : next)} replace />;
}
