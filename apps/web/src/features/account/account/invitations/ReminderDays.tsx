import { ActionIcon, Button, Group, Input, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { faultsOf, nextDay, reminderLimits, type TypedDay } from './reminder-days.ts';

interface ReminderDaysProps {
  value: readonly TypedDay[];
  onChange: (days: TypedDay[]) => void;
  /** How many days a link works, for suggesting a day. */
  lifetime: number;
  error?: ReactNode;
  isDisabled: boolean;
}

/** Up to three reminders, each a number of days after the invitation was sent. */
export function ReminderDays({ value, onChange, lifetime, error, isDisabled }: ReminderDaysProps) {
  const t = useTranslations('account.invitationSettings');
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const faults = error ? faultsOf(value) : [];
  const add = () => {
    onChange([...value, nextDay(value, lifetime)]);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1)?.select());
  };
  const remove = (index: number) => {
    onChange(value.filter((_, other) => other !== index));
    // The pressed button has been removed, and the focus would be lost with it.
    requestAnimationFrame(() => addButton.current?.focus());
  };
  return (
    <Stack ref={list} gap="xs" align="flex-start">
      {value.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the days are edited in place and have no id
        <Group key={index} gap="xs" wrap="nowrap">
          <NumberInput
            aria-label={t('reminder', { number: index + 1 })}
            value={day}
            onChange={(next) => onChange(value.map((old, other) => (other === index ? next : old)))}
            min={reminderLimits.firstDay}
            max={reminderLimits.lastDay}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            disabled={isDisabled}
            error={faults[index] !== undefined}
            w={84}
          />
          <Text size="sm" c="dimmed">
            {t('days', { days: Number(day) || 0 })}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('remove', { number: index + 1 })}
            disabled={isDisabled}
            onClick={() => remove(index)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error ? <Input.Error role="alert">{error}</Input.Error> : null}
      <Button
        ref={addButton}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={isDisabled || value.length >= reminderLimits.most}
        onClick={add}
      >
        {t('add')}
      </Button>
    </Stack>
  );
}
