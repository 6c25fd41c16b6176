import type { EventType } from '@muster/contracts/catalogue';
import { eventChanges } from '@muster/contracts/event-catalogue';
import { findInconsistencies } from '@muster/database/verify';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Dependencies } from '../src/dependencies.ts';

/**
 * Checks what must hold at any time: seats are exact and within the limit, and values maintained by triggers
 * match the rows. Not for accounts whose plan was lowered below the seats they use.
 */
export async function expectInvariants({
  deps,
}: {
  readonly deps: Pick<Dependencies, 'pool'>;
}): Promise<void> {
  expect(await findInconsistencies(deps.pool)).toEqual([]);
  const overbooked = await deps.pool.query('SELECT id FROM accounts WHERE seats_used > seat_limit');
  expect(overbooked.rows).toEqual([]);
}

interface Recorded {
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Checks that what events tell is what the catalogue describes, for each type and set of fields that occurred. */
export async function expectDescribedEvents({ pool }: Pick<Dependencies, 'pool'>): Promise<void> {
  const { rows } = await pool.query<Recorded>(`
    SELECT DISTINCT ON (type, ARRAY(SELECT jsonb_object_keys(data) ORDER BY 1)) type, data FROM events`);
  const faults = rows.flatMap(({ type, data: { changes, ...facts } }) => {
    const told = { ...facts, ...(changes as object | undefined) };
    const { success, error } = z.strictObject(eventChanges[type]?.shape ?? {}).safeParse(told);
    return success ? [] : [`${type}: ${z.prettifyError(error)} in ${JSON.stringify(told)}`];
  });
  expect(faults).toEqual([]);
}
