import { Permission } from '@muster/contracts/catalogue';
import { permissionsOf } from '@muster/contracts/permissions';
import { expect, test } from 'vitest';
import { groupScopes } from './scopes.ts';

test('every permission is in one row, and only held permissions are offered', () => {
  const all = groupScopes(Permission.options);
  expect(all.flatMap(({ read, write }) => [read, write].filter(Boolean)).sort()).toEqual(
    [...Permission.options].sort(),
  );
  const admin = groupScopes(permissionsOf.admin);
  expect(admin.map(({ noun }) => noun)).not.toContain('owners');
  expect(groupScopes(['users:write'])).toEqual([{ noun: 'users', read: undefined, write: 'users:write' }]);
});
