import { expect, test } from 'vitest';
import { factsOf, templateOf } from './event-parts.ts';

test('changes have old and new values, other facts are plain, and ids are hidden', () => {
  const data = { changes: { name: { from: 'Acme', to: 'Acme Ltd' } }, to: 'ada@acme.test', reason: 'full' };
  expect(factsOf({ ...data, emailId: '1', group: { id: '2', name: 'Navy' } })).toEqual([
    { field: 'to', value: 'ada@acme.test' },
    { field: 'reason', value: 'full' },
    { field: 'name', from: 'Acme', to: 'Acme Ltd' },
  ]);
});

test('an e-mail text is identified by key and language', () => {
  const event = { data: { template: 'invitation', locale: 'de', version: 3 } } as unknown as Parameters<
    typeof templateOf
  >[0];
  expect(templateOf(event)).toEqual({ key: 'invitation', locale: 'de' });
  expect(templateOf({ ...event, data: { template: 'no such mail' } })).toBeUndefined();
  expect(templateOf({ ...event, data: { template: 'digest' } })).toEqual({ key: 'digest' });
});
