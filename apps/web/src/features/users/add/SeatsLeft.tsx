import { Alert, Anchor, Text } from '@mantine/core';
import { IconArmchair } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { useMe } from '../../../platform/session/use-me.ts';
import type { SeatsForForm } from './use-seats.ts';

/** "12 of 50 seats left after this." */
export function SeatsLeft({ seats: { limit, left, isKnown, isFull } }: { seats: SeatsForForm }) {
  const t = useTranslations('users.add.seats');
  if (!isKnown || isFull) return <div />;
  return (
    <Text size="sm" c="dimmed" role="status">
      {limit === null || left === null ? t('unlimited') : t('left', { left: left - 1, limit })}
    </Text>
  );
}

/** Says before anything is typed that nobody can be added now, and what helps. */
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
