import { expect, test } from 'vitest';
import { groupIdsAfter } from './user-values.ts';

const groupsOf = (ids: string) => [...ids].map((id) => ({ id, name: id }));

test.each([
  ['nothing changed', 'ab', 'ab', 'ab', 'ab'],
  ['one added here', 'ab', 'abc', 'ab', 'abc'],
  ['one removed here', 'ab', 'a', 'ab', 'a'],
  ['one added elsewhere', 'ab', 'ab', 'abx', 'abx'],
  ['one removed elsewhere', 'ab', 'ab', 'b', 'b'],
  ['one added here, another elsewhere', 'ab', 'abc', 'abx', 'abxc'],
  ['the same added in both places', 'a', 'ab', 'ab', 'ab'],
  ['one removed here, another elsewhere', 'abc', 'ab', 'bc', 'b'],
])('groups of a form keep what others did: %s', (_, initial, chosen, now, after) => {
  const groups = { initial: groupsOf(initial), chosen: groupsOf(chosen), now: groupsOf(now) };
  expect(groupIdsAfter(groups).join('')).toBe(after);
});
