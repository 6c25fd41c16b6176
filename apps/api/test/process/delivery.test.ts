import { afterAll, describe, expect, test } from 'vitest';
import { addressOf, type DeliveryOutcome, fateOf, runDelivery } from './delivery-run.ts';

const invitations = 1_000;

describe('an app that is killed while every fifth request to its e-mail provider fails', () => {
  let outcome: DeliveryOutcome | undefined;
  afterAll(() => outcome?.close());

  test('sends every invitation exactly once and knows its delivery state', { timeout: 600_000 }, async () => {
    outcome = await runDelivery({
      ...{ invitations, kills: 2, rate: 20, faults: 0.2, seed: 20_261_122, patienceMs: 480_000 },
    });
    const { invited, sentTo, resend } = outcome;
    expect(invited).toHaveLength(invitations);
    const wanted = Array.from({ length: invitations }, (_, index) => addressOf(index));
    expect(wanted.filter((email) => sentTo.get(email) !== 1)).toEqual([]);
    const states = invited.map(({ email, invitation }) => [email, invitation?.delivery]);
    expect(states.filter(([email, state]) => state !== fateOf(email ?? ''))).toEqual([]);
    expect(resend.faulty()).toBeGreaterThan(0);
  });
});
