import { Skeleton } from '@mantine/core';
import type { BulkAction } from '@muster/contracts/people/bulk-operations';
import {
  IconAlertTriangle,
  IconArmchair,
  IconCheck,
  IconMail,
  IconMinus,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import classes from './bulk.module.css';
import type { BulkPreview } from './bulk-action.ts';

interface BulkOutlookProps {
  action: BulkAction;
  /** Undefined while loading. */
  preview: BulkPreview | undefined;
}

/** Reasons with their own message; a newer API may have more. */
const knownReasons = [
  'own_user',
  'last_owner',
  'forbidden',
  'scope_not_held',
  'user_deactivated',
  'address_suppressed',
  'seat_limit_reached',
  'not_found',
] as const;

/** What a bulk action would change, who is skipped, and the effect on seats and e-mails. */
export function BulkSummary({ action, preview }: BulkOutlookProps) {
  const t = useTranslations('users.bulk.outlook');
  const tu = useTranslations('platform.ui');
  if (!preview) {
    return (
      <output aria-label={tu('loading')} className={classes.outlook}>
        <Skeleton height={14} width="60%" my={5} />
        <Skeleton height={14} width="42%" my={5} />
      </output>
    );
  }
  const { changed, unchanged, refused, seats, mails, firstNames } = preview;
  const seatsText = () => {
    const { needed, available } = seats;
    if (available !== null) return t('seats', { before: available, after: Math.max(0, available - needed) });
    return needed > 0 ? t('seatsTaken', { count: needed }) : t('seatsFreed', { count: 0 - needed });
  };
  return (
    <ul className={classes.outlook} aria-label={t('label')}>
      <Line icon={IconCheck}>{t(`changed.${action}`, { count: changed })}</Line>
      {firstNames.length > 0 ? (
        <Line icon={IconUsers}>
          {t('names', { names: firstNames.join(', '), others: changed - firstNames.length })}
        </Line>
      ) : null}
      {unchanged > 0 && action !== 'remove' ? (
        <Line icon={IconMinus}>{t(`unchanged.${action}`, { count: unchanged })}</Line>
      ) : null}
      {refused.map(({ code, count }) => {
        const reason = knownReasons.find((known) => known === code) ?? 'other';
        return (
          <Line key={code} icon={IconAlertTriangle} isWarning>
            {t(`refused.${reason}`, { count })}
          </Line>
        );
      })}
      {seats.needed !== 0 ? <Line icon={IconArmchair}>{seatsText()}</Line> : null}
      {mails > 0 ? <Line icon={IconMail}>{t('mails', { count: mails })}</Line> : null}
    </ul>
  );
}

interface LineProps {
  icon: TablerIcon;
  isWarning?: boolean;
  children: string;
}

function Line({ icon: Icon, isWarning = false, children }: LineProps) {
  return (
    <li data-warning={isWarning || undefined}>
      <Icon size={16} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
