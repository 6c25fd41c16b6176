import { permissionsOf, type Role } from '@muster/contracts/permissions';
import type { Me } from '../platform/session/me-query.ts';

const id = (n: number) => `0192f0c1-2d3e-7a4b-8c5d-${String(n).padStart(12, '0')}`;

/** A signed-in person of the company Acme. */
export function aPerson(role: Role, changes: Partial<Me> = {}): Me {
  return {
    identity: { id: id(1), email: 'grace@acme.test', name: 'Grace Hopper', locale: 'en' },
    user: {
      id: id(2),
      email: 'grace@acme.test',
      firstName: 'Grace',
      lastName: 'Hopper',
      name: 'Grace Hopper',
      role,
      activatedAt: '2026-01-02T10:00:00.000Z',
      groups: [{ id: id(10), name: 'Navy' }],
    },
    account: {
      id: id(3),
      name: 'Acme',
      logoUrl: null,
      primaryColor: '#4263eb',
      locale: 'en',
      timeZone: 'Europe/Berlin',
      supportEmail: null,
    },
    accounts: [{ id: id(3), name: 'Acme', logoUrl: null, role }],
    permissions: [...permissionsOf[role]],
    signInId: id(4),
    ...changes,
  };
}
