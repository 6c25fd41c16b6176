import { permissionsOf, Role } from '@muster/contracts/permissions';
import { useMe } from '../../../platform/session/me.tsx';

/** The roles whose every permission the signed-in person has: nobody can give more. */
export function useGivableRoles(): readonly Role[] {
  const { permissions } = useMe();
  return Role.options.filter((role) => permissionsOf[role].every((one) => permissions.includes(one)));
}
