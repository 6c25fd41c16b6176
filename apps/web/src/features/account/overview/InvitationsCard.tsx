import type { Overview as OverviewSchema } from '@muster/contracts/account/account';
import { Link } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { paths } from '../../../platform/paths.ts';
import { Card } from './Card.tsx';
import classes from './overview.module.css';

/**
 * The filter for users whose open or expired invitation never reached them; matches what the overview counts.
 */
export const undelivered = {
  invitation: ['pending', 'expired'],
  delivery: ['bounced', 'complained', 'suppressed', 'failed'],
} as const;

export type Figures = z.input<typeof OverviewSchema>;

/** Invitations by state, each with a link to the users it counts. */
export function InvitationsCard({ figures: { invitations } }: { figures: Figures }) {
  const t = useTranslations('overview.invitations');
  const format = useFormatter();
  const figures = [
    { label: t('pending'), count: invitations.pending, to: paths.users({ invitation: 'pending' }) },
    { label: t('undelivered'), count: invitations.undelivered, to: paths.users(undelivered) },
    { label: t('expired'), count: invitations.expired, to: paths.users({ invitation: 'expired' }) },
    {
      label: t('accepted'),
      count: invitations.acceptedLast30Days,
      to: paths.users({ invitation: 'accepted' }),
    },
  ];
  return (
    <Card title={t('title')}>
      <ul className={classes.figures}>
        {figures.map(({ label, count, to }) => (
          <li key={label}>
            <Link to={to}>
              <strong>{format.number(count)}</strong>
              <span>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
