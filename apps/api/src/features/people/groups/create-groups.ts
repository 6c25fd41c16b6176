import { nameKey } from '@muster/contracts/kit/text';
import type { WriteContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { defineRow, unnestRows } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';

interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

/** An existing group, and whether it was just created. */
export interface CreatedGroup extends NamedGroup {
  readonly isNew: boolean;
}

const groupRow = defineRow<NamedGroup>({ id: 'id uuid', name: 'name text' });

/**
 * Creates the groups that do not exist yet, in two statements. Names are compared by their key.
 * @param names the names to display
 * @returns the group of each name, by the key of its name
 */
export async function createGroups(
  tx: WriteContext,
  names: readonly string[],
): Promise<Map<string, CreatedGroup>> {
  if (names.length === 0) return new Map();
  const rows = names.map((name) => ({ id: newId(), name }));
  const made = await tx.query<NamedGroup>(sql`
    INSERT INTO groups (account_id, id, name, created_at, updated_at)
    SELECT ${tx.accountId}::uuid, n.id, n.name, ${tx.now()}::timestamptz, ${tx.now()}::timestamptz
    FROM ${unnestRows('n', groupRow, rows)} ORDER BY name_key(n.name)
    ON CONFLICT DO NOTHING RETURNING id, name`);
  for (const { id, name } of made) tx.record({ type: 'group.created', target: { type: 'group', id, name } });
  const there = await tx.query<NamedGroup & { key: string }>(sql`
    SELECT g.id, g.name, n.name AS key FROM unnest(${names}::text[]) AS n(name)
    JOIN groups g ON g.account_id = ${tx.accountId}::uuid AND g.name_key = name_key(n.name) AND g.twin = 0`);
  const isNew = new Set(made.map(({ id }) => id));
  return new Map(there.map(({ key, id, name }) => [nameKey(key), { id, name, isNew: isNew.has(id) }]));
}
