import { Anchor, Text } from '@mantine/core';
import type { Seats as SeatsSchema } from '@muster/contracts/account/account';
import { Link } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { paths } from '../../../platform/paths.ts';
import { Card } from './Card.tsx';
import classes from './overview.module.css';

export type Seats = z.input<typeof SeatsSchema>;

const statuses = ['active', 'invited', 'added'] as const;

/** How many seats are taken, and by whom. */
export function SeatsCard({ seats, deactivated }: { seats: Seats; deactivated: number }) {
  const t = useTranslations('overview.seats');
  const tp = useTranslations('platform.people');
  const format = useFormatter();
  const whole = Math.max(seats.limit ?? seats.used, seats.used, 1);
  return (
    <Card title={t('title')}>
      <p className={classes.figure}>
        <strong>{format.number(seats.used)}</strong>{' '}
        {seats.limit === null ? t('usedUnlimited', { used: seats.used }) : t('used', { limit: seats.limit })}
      </p>
      <div className={classes.bar} aria-hidden>
        {statuses
          .filter((status) => seats.byStatus[status] > 0)
          .map((status) => (
            <span
              key={status}
              data-status={status}
              style={{ inlineSize: `${(seats.byStatus[status] / whole) * 100}%` }}
            />
          ))}
      </div>
      <ul className={classes.legend}>
        {statuses.map((status) => (
          <li key={status}>
            <i data-status={status} aria-hidden />
            <Link to={paths.users({ status })}>{tp(`status.${status}`)}</Link>
            <span>{format.number(seats.byStatus[status])}</span>
          </li>
        ))}
        {seats.available === null ? null : (
          <li>
            <i aria-hidden />
            {t('free')} <span>{format.number(seats.available)}</span>
          </li>
        )}
      </ul>
      {deactivated > 0 ? (
        <Text size="xs" c="dimmed" mt="sm">
          {t.rich('deactivated', {
            count: deactivated,
            link: (chunks) => (
              <Anchor component={Link} to={paths.users({ status: 'deactivated' })} inherit>
                {chunks}
              </Anchor>
            ),
          })}
        </Text>
      ) : null}
    </Card>
  );
}
