import { EventType } from '@muster/contracts/catalogue';
import { expect, test } from 'vitest';
import { eventGroups, searchEvents } from './event-groups.ts';

test('every event type is listed once, below its noun', () => {
  expect(eventGroups.flatMap(({ types }) => types).sort()).toEqual([...EventType.options].sort());
  expect(eventGroups.find(({ noun }) => noun === 'group')?.types).toContain('group.user_added');
});

test('events are found by name and by code', () => {
  const nameOf = (type: EventType) => (type === 'user.activated' ? 'Konto aktiviert' : 'other');
  expect(searchEvents(' AKTIV', nameOf)).toEqual([{ noun: 'user', types: ['user.activated'] }]);
  expect(searchEvents('api_key.rot', nameOf)).toEqual([{ noun: 'api_key', types: ['api_key.rotated'] }]);
  expect(searchEvents('', nameOf)).toEqual(eventGroups);
});
