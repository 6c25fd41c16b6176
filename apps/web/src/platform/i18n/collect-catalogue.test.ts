import { expect, test } from 'vitest';
import { collectCatalogue } from './collect-catalogue.ts';

test('names that nouns keep under the same keys become one part; other messages stay out', () => {
  const boats = {
    title: 'Boats',
    catalogue: { event: { name: { boat: { sunk: 'Boat sunk' } } }, permission: { noun: { boats: 'Boats' } } },
  };
  const harbours = { catalogue: { event: { name: { harbour: { opened: 'Harbour opened' } } } } };
  expect(collectCatalogue([boats, { title: 'Without any' }, harbours])).toEqual({
    event: { name: { boat: { sunk: 'Boat sunk' }, harbour: { opened: 'Harbour opened' } } },
    permission: { noun: { boats: 'Boats' } },
  });
  expect(boats.catalogue.event.name).toEqual({ boat: { sunk: 'Boat sunk' } });
});
