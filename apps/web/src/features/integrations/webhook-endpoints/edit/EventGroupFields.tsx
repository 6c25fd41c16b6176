import { Checkbox } from '@mantine/core';
import type { EventType } from '@muster/contracts/catalogue';
import { useTranslations } from 'use-intl';
import { useEventName } from '../../../../platform/events/EventSentence.tsx';
import { useMe } from '../../../../platform/session/me.tsx';
import { type EventGroup, permissionsFor } from '../event-groups.ts';
import classes from './EventPicker.module.css';

interface EventGroupFieldsProps {
  group: EventGroup;
  value: readonly EventType[];
  onSet: (types: readonly EventType[], isWanted: boolean) => void;
}

/** Checkboxes for the events of one noun, and one for all of them. */
export function EventGroupFields({ group: { noun, types }, value, onSet }: EventGroupFieldsProps) {
  const t = useTranslations('catalogue.event.noun');
  const nameOf = useEventName();
  const tp = useTranslations('webhookEndpoints.events');
  const { permissions } = useMe();
  const needed = permissionsFor(types);
  const mayRead = needed.every((permission) => permissions.includes(permission));
  const chosen = types.filter((type) => value.includes(type)).length;
  return (
    <div className={classes.group}>
      <Checkbox
        size="xs"
        label={t(noun)}
        description={tp.rich(mayRead ? 'needs' : 'lacks', {
          permissions: () => <code>{needed.join(', ')}</code>,
        })}
        disabled={!mayRead && chosen === 0}
        classNames={{ label: classes.noun }}
        checked={chosen === types.length}
        indeterminate={chosen > 0 && chosen < types.length}
        onChange={({ currentTarget }) => onSet(types, currentTarget.checked)}
      />
      <div className={classes.types}>
        {types.map((type) => (
          <Checkbox
            key={type}
            size="xs"
            label={nameOf(type)}
            description={<code>{type}</code>}
            classNames={{ description: classes.code }}
            checked={value.includes(type)}
            disabled={!mayRead && !value.includes(type)}
            onChange={({ currentTarget }) => onSet([type], currentTarget.checked)}
          />
        ))}
      </div>
    </div>
  );
}
