import { findInconsistencies } from '@muster/database/verify';
import { expect } from 'vitest';
import type { Api } from './harness.ts';

/**
 * Checks what must hold at any time: seats are exact and within the limit, and values maintained by triggers
 * match the rows. Not for accounts whose plan was lowered below the seats they use.
 */
export async function expectInvariants({ deps }: Api): Promise<void> {
  expect(await findInconsistencies(deps.pool)).toEqual([]);
  const overbooked = await deps.pool.query('SELECT id FROM accounts WHERE seats_used > seat_limit');
  expect(overbooked.rows).toEqual([]);
}
