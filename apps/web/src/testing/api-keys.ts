import type { ApiKey, ApiKeyRequest } from '@muster/contracts/integrations/api-keys';
import type * as z from 'zod';

type Key = z.input<typeof ApiKey>;
type Request = z.input<typeof ApiKeyRequest>;

const id = (n: number) => `0192f0c1-2d3e-7a4b-8c5d-${String(n).padStart(12, '0')}`;

/** An API key that works. */
export function aKey(changes: Partial<Key> = {}): Key {
  return {
    id: id(50),
    name: 'HR system',
    prefix: 'mst_live_4fGh',
    scopes: ['users:read', 'users:write', 'groups:read'],
    allowedIps: [],
    status: 'active',
    expiresAt: null,
    createdBy: { id: id(2), name: 'Grace Hopper' },
    createdByKey: null,
    createdAt: '2026-11-01T10:00:00.000Z',
    lastUsedAt: '2026-11-22T09:00:00.000Z',
    lastUsedIp: '203.0.113.7',
    rotatedAt: null,
    previousKeyExpiresAt: null,
    ...changes,
  };
}

/** A successful request. */
export function aRequest(changes: Partial<Request> = {}): Request {
  return {
    id: id(51),
    time: '2026-11-22T09:00:00.000Z',
    method: 'GET',
    route: '/api/v1/users/:id',
    status: 200,
    code: null,
    durationMs: 12.4,
    replayed: false,
    ipAddress: '203.0.113.7',
    requestId: 'req-1',
    ...changes,
  };
}
