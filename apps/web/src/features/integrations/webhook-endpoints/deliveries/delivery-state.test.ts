import { expect, test } from 'vitest';
import { aDelivery } from '../../../../testing/webhook-endpoints.ts';
import { pollIntervalOf, stateOf } from './delivery-state.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

test('a delivery that is retried after a failure is failing, not pending', () => {
  expect(stateOf(aDelivery({ status: 'pending', attemptCount: 0 }))).toBe('pending');
  expect(stateOf(aDelivery({ status: 'pending', attemptCount: 1 }))).toBe('failing');
  expect(stateOf(aDelivery({ status: 'failed', attemptCount: 9 }))).toBe('failed');
  expect(stateOf(aDelivery({ status: 'succeeded', attemptCount: 2 }))).toBe('succeeded');
});

test('deliveries due soon are polled often, those due in hours are not', () => {
  const underWay = aDelivery({ status: 'pending', nextAttemptAt: null });
  const inHours = aDelivery({ status: 'pending', nextAttemptAt: '2026-11-22T15:00:00.000Z' });
  const inSeconds = aDelivery({ status: 'pending', nextAttemptAt: '2026-11-22T10:00:05.000Z' });
  const done = aDelivery({ status: 'succeeded', nextAttemptAt: null });
  expect(pollIntervalOf([done, underWay], now)).toBeLessThan(3000);
  expect(pollIntervalOf([inSeconds], now)).toBeLessThan(3000);
  expect(pollIntervalOf([done, inHours], now)).toBeGreaterThanOrEqual(5000);
});
