import { expect, test } from 'vitest';
import { factsOf, templateOf } from './event-parts.ts';

test('what changed is told from and to, everything else as it is, and ids not at all', () => {
  const data = { changes: { name: { from: 'Acme', to: 'Acme Ltd' } }, to: 'ada@acme.test', reason: 'full' };
  expect(factsOf({ ...data, emailId: '1', group: { id: '2', name: 'Navy' } })).toEqual([
    { field: 'to', value: 'ada@acme.test' },
    { field: 'reason', value: 'full' },
    { field: 'name', from: 'Acme', to: 'Acme Ltd' },
  ]);
});

test('a text of a mail is known by its key and language', () => {
  const event = { data: { template: 'invitation', locale: 'de', version: 3 } } as unknown as Parameters<
    typeof templateOf
  >[0];
  expect(templateOf(event)).toEqual({ key: 'invitation', locale: 'de' });
  expect(templateOf({ ...event, data: { template: 'no such mail' } })).toBeUndefined();
  expect(templateOf({ ...event, data: { template: 'digest' } })).toEqual({ key: 'digest' });
});
