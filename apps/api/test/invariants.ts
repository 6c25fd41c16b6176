import { findInconsistencies } from '@muster/database/verify';
import { expect } from 'vitest';
import type { Api } from './harness.ts';

/** Checks what must hold at any time: seats are exact, and values maintained by triggers match the rows. */
export async function expectInvariants(api: Api): Promise<void> {
  expect(await findInconsistencies(api.deps.pool)).toEqual([]);
}
