import { Navigate } from 'react-router-dom';
import { paths } from '../platform/paths.ts';
import { useCan } from '../platform/session/Can.tsx';

/** `/` leads admins to the overview and everybody else to what they learn. */
export function HomeRedirect() {
  return <Navigate to={useCan('users:read') ? paths.overview() : paths.learning()} replace />;
}
