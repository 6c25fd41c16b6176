import { findInconsistencies } from '@muster/database/verify';
import { expect } from 'vitest';
import type { Api } from './harness.ts';

/** What must hold at every instant: seats are exact, and what triggers keep says what the rows say. */
export async function expectInvariants(api: Api): Promise<void> {
  expect(await findInconsistencies(api.deps.pool)).toEqual([]);
}
