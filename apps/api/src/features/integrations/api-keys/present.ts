import type { ApiKey } from '@muster/contracts/integrations/api-keys';
import { permissionsOf } from '@muster/contracts/permissions';
import type { KeyRow } from './queries.ts';

/** A key as the API shows it. */
export function presentKey(row: KeyRow, now: Date): ApiKey {
  const { id, name, prefix, scopes, allowedIps, expiresAt, createdAt, lastUsedAt, lastUsedIp, rotatedAt } =
    row;
  const overlap = row.previousExpiresAt;
  return {
    ...{ id, name, prefix, scopes, allowedIps, status: statusOf(row, now), expiresAt },
    createdBy: { id: row.creatorId, name: row.creatorName },
    ...{ createdAt, lastUsedAt, lastUsedIp, rotatedAt },
    previousKeyExpiresAt: overlap && overlap > now ? overlap : null,
  };
}

function statusOf({ expiresAt, creatorStatus, creatorRole, scopes }: KeyRow, now: Date): ApiKey['status'] {
  if (expiresAt && expiresAt <= now) return 'expired';
  const held = permissionsOf[creatorRole];
  const mayStill = creatorStatus === 'active' && scopes.some((scope) => held.includes(scope));
  return mayStill ? 'active' : 'suspended';
}
