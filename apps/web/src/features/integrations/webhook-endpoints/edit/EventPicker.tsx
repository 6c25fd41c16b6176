import { Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { EventType } from '@muster/contracts/catalogue';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEventName } from '../../../../platform/events/EventSentence.tsx';
import { FieldGroup } from '../../../../platform/form/FieldGroup.tsx';
import { useMe } from '../../../../platform/session/me.tsx';
import { permissionsFor, searchEvents } from '../event-groups.ts';
import { EventGroupFields } from './EventGroupFields.tsx';
import classes from './EventPicker.module.css';
import type { EndpointValues } from './endpoint-values.ts';

interface EventPickerProps {
  choice: EndpointValues['choice'];
  onChoice: (choice: EndpointValues['choice']) => void;
  value: readonly EventType[];
  onChange: (events: EventType[]) => void;
  error?: ReactNode;
}

/** Chooses the events to post: all, or some from a searchable list. */
export function EventPicker({ choice, onChoice, value, onChange, error }: EventPickerProps) {
  const t = useTranslations('webhookEndpoints.events');
  const nameOf = useEventName();
  const { permissions } = useMe();
  const mayReadAll = permissionsFor(EventType.options).every((one) => permissions.includes(one));
  const [typed, setTyped] = useState('');
  const found = searchEvents(typed, nameOf);
  const set = (types: readonly EventType[], isWanted: boolean) => {
    const others = value.filter((type) => !types.includes(type));
    onChange(isWanted ? [...others, ...types] : others);
  };
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('label')}
        value={choice}
        onChange={(chosen) => onChoice(chosen === 'all' ? 'all' : 'chosen')}
      >
        <Stack gap={8} mt={8}>
          <Radio
            value="all"
            label={t('all')}
            description={mayReadAll ? t('allHint') : t('allLacks')}
            disabled={!mayReadAll && choice !== 'all'}
          />
          <Radio value="chosen" label={t('chosen')} description={t('chosenHint')} />
        </Stack>
      </Radio.Group>
      {choice === 'chosen' ? (
        <FieldGroup label={t('chosen')} error={error}>
          <Group justify="space-between" gap="xs" mb={8}>
            <TextInput
              type="search"
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={15} aria-hidden />}
              w={{ base: '100%', xs: 260 }}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              // Enter in the search field must not submit the form.
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.preventDefault();
              }}
            />
            <Text size="xs" c="dimmed" role="status">
              {t('count', { count: value.length })}
            </Text>
          </Group>
          <div className={classes.list}>
            {found.map((group) => (
              <EventGroupFields key={group.noun} group={group} value={value} onSet={set} />
            ))}
            {found.length === 0 ? (
              <Text size="sm" c="dimmed" p="md" ta="center">
                {t('nothing')}
              </Text>
            ) : null}
          </div>
        </FieldGroup>
      ) : null}
    </Stack>
  );
}
