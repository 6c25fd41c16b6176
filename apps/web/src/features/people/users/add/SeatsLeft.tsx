import { Alert, Anchor, Radio, Stack, Text } from '@mantine/core';
import type { OnSeatLimit } from '@muster/contracts/people/users';
import { IconArmchair } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { SeatsForForm } from './use-seats.ts';

interface SeatsLeftProps {
  seats: SeatsForForm;
  /** How many seats the form needs. */
  needed: number;
}

/** "12 of 50 seats left after this." */
export function SeatsLeft({ seats: { limit, left, isKnown, isFull }, needed }: SeatsLeftProps) {
  const t = useTranslations('users.add.seats');
  if (!isKnown || isFull) return <div />;
  if (limit === null || left === null) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('unlimited')}
      </Text>
    );
  }
  return (
    <Text size="sm" {...(needed > left ? { c: 'orange', fw: 500 } : { c: 'dimmed' })} role="status">
      {needed > left ? t('tooMany', { count: needed - left }) : t('left', { left: left - needed, limit })}
    </Text>
  );
}

interface SeatsChoiceProps extends SeatsLeftProps {
  value: OnSeatLimit;
  onChange: (value: OnSeatLimit) => void;
}

/** Chooses what to do with more people than seats: add nobody, or the first ones. */
export function SeatsChoice({ seats, needed, value, onChange }: SeatsChoiceProps) {
  const t = useTranslations('users.add.seats');
  const left = seats.left ?? 0;
  return (
    <Alert
      color="orange"
      icon={<IconArmchair aria-hidden />}
      title={t('choiceTitle', { needed, left, count: needed - left })}
    >
      <Radio.Group
        aria-label={t('choice')}
        value={value}
        onChange={(chosen) => onChange(chosen === 'fill' ? 'fill' : 'refuse')}
      >
        <Stack gap="xs">
          <Radio value="refuse" label={t('refuse')} />
          <Radio value="fill" label={t('fill', { left, count: needed - left })} />
        </Stack>
      </Radio.Group>
    </Alert>
  );
}

/** Says up front that nobody can be added at the moment, and what to do about it. */
export function SeatsFull({ seats }: { seats: SeatsForForm }) {
  const t = useTranslations('users.add.seats');
  const { account } = useMe();
  return (
    <Alert
      color="orange"
      icon={<IconArmchair aria-hidden />}
      title={t('fullTitle', { limit: seats.limit ?? 0 })}
    >
      {t.rich('full', {
        users: (chunks) => (
          <Anchor component={Link} to={paths.users({ status: ['added', 'invited'] })} inherit>
            {chunks}
          </Anchor>
        ),
        account: account.name,
      })}
    </Alert>
  );
}
