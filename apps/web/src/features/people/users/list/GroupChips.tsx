import { Badge, Group, Tooltip } from '@mantine/core';
import { useFormatter } from 'use-intl';
import type { UserGroup } from '../user.ts';
import classes from './users.module.css';

const shown = 2;

/** A user's groups: the first ones by name, the rest as a count with a tooltip. */
export function GroupChips({ groups }: { groups: readonly UserGroup[] }) {
  const format = useFormatter();
  const rest = groups.slice(shown);
  return (
    <Group gap={4} wrap="nowrap" className={classes.groups}>
      {groups.slice(0, shown).map((group) => (
        <Badge key={group.id} variant="default" color="gray" className={classes.group} title={group.name}>
          {group.name}
        </Badge>
      ))}
      {rest.length > 0 ? (
        <Tooltip label={format.list(rest.map(({ name }) => name))}>
          <Badge variant="default" tabIndex={0} style={{ flexShrink: 0 }}>
            {`+${format.number(rest.length)}`}
          </Badge>
        </Tooltip>
      ) : null}
    </Group>
  );
}
