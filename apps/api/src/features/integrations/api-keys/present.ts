import type { ApiKey } from '@muster/contracts/integrations/api-keys';
import { permissionsHeld } from '../../../platform/context/present-permissions.ts';
import type { KeyRow } from './queries.ts';

/** A key as the API shows it. */
export function presentKey(row: KeyRow, now: Date): ApiKey {
  const { id, name, prefix, scopes, allowedIps, expiresAt, createdAt, lastUsedAt, lastUsedIp, rotatedAt } =
    row;
  const overlap = row.previousExpiresAt;
  return {
    ...{ id, name, prefix, scopes, allowedIps, status: statusOf(row, now), expiresAt },
    createdBy: { id: row.creatorId, name: row.creatorName },
    createdByKey: row.parentId === null ? null : { id: row.parentId, name: row.parentName ?? '' },
    ...{ createdAt, lastUsedAt, lastUsedIp, rotatedAt },
    previousKeyExpiresAt: overlap && overlap > now ? overlap : null,
  };
}

function statusOf(row: KeyRow, now: Date): ApiKey['status'] {
  if (row.expiresAt && row.expiresAt <= now) return 'expired';
  return permissionsHeld(row, true, now).length > 0 ? 'active' : 'suspended';
}
