import { Text, ThemeIcon } from '@mantine/core';
import {
  IconArmchair,
  IconCheck,
  IconChevronRight,
  IconClock,
  IconMailOff,
  IconMailX,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { Card } from './Card.tsx';
import type { Figures } from './InvitationsCard.tsx';
import { undelivered } from './InvitationsCard.tsx';
import classes from './overview.module.css';
import type { Seats } from './SeatsCard.tsx';

interface Concern {
  readonly text: string;
  readonly hint: string;
  readonly to: string;
  readonly icon: TablerIcon;
  readonly color: string;
}

/** Users who are stuck before becoming active, each group with a link to its list. */
export function Attention({ figures, seats }: { figures: Figures; seats: Seats }) {
  const t = useTranslations('overview.attention');
  const concerns = useConcerns(figures, seats);
  return (
    <Card title={t('title')}>
      {concerns.length === 0 ? (
        <div className={classes.calm}>
          <ThemeIcon variant="light" color="teal" size={36} radius="xl" aria-hidden>
            <IconCheck size={20} />
          </ThemeIcon>
          <Text size="sm" c="dimmed">
            {t('nothing')}
          </Text>
        </div>
      ) : (
        <ul className={classes.concerns}>
          {concerns.map(({ text, hint, to, icon: Icon, color }) => (
            <li key={to}>
              <Link to={to}>
                <ThemeIcon variant="light" color={color} size={32} radius="md" aria-hidden>
                  <Icon size={17} stroke={1.8} />
                </ThemeIcon>
                <span>
                  <b>{text}</b>
                  <small>{hint}</small>
                </span>
                <IconChevronRight size={16} aria-hidden className={classes.arrow} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function useConcerns({ invitations, users, mail }: Figures, seats: Seats): readonly Concern[] {
  const t = useTranslations('overview.attention');
  const concerns: Concern[] = [];
  if (seats.available === 0) {
    const hint = t('seatsHint');
    concerns.push({ text: t('seats'), hint, to: paths.account(), icon: IconArmchair, color: 'orange' });
  }
  if (invitations.undelivered > 0) {
    const text = t('undelivered', { count: invitations.undelivered });
    const to = paths.users(undelivered);
    concerns.push({ text, hint: t('undeliveredHint'), to, icon: IconMailOff, color: 'red' });
  }
  if (mail.failed > 0) {
    const text = t('failed', { count: mail.failed });
    const to = paths.outbox({ status: 'failed' });
    concerns.push({ text, hint: t('failedHint'), to, icon: IconMailX, color: 'red' });
  }
  if (invitations.expired > 0) {
    const text = t('expired', { count: invitations.expired });
    const to = paths.users({ invitation: 'expired' });
    concerns.push({ text, hint: t('expiredHint'), to, icon: IconClock, color: 'orange' });
  }
  if (users.added > 0) {
    const text = t('added', { count: users.added });
    const to = paths.users({ status: 'added' });
    concerns.push({ text, hint: t('addedHint'), to, icon: IconUserPlus, color: 'blue' });
  }
  return concerns;
}
