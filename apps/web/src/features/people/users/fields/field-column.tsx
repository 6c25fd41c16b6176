import { Text } from '@mantine/core';
import type { UserField } from '@muster/contracts/people/user-fields';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import type { User } from '../user.ts';
import { FieldText } from './FieldText.tsx';

/** A column of the users list with a field. */
export function fieldColumn(field: UserField, header: string): Column<User> {
  return {
    id: field,
    header,
    cell: (user) => (
      <Text size="sm">
        <FieldText field={field} user={user} />
      </Text>
    ),
  };
}
