import { Progress, Tooltip } from '@mantine/core';
import { account } from '@muster/contracts/account/account';
import { useTranslations } from 'use-intl';
import { useCall } from '../../platform/api/query.ts';
import classes from './AppFrame.module.css';

/** "38 of 50 seats", on every page. Hidden on phones, where the overview shows it. */
export function SeatMeter() {
  const t = useTranslations('app.seats');
  const { data: seats } = useCall(account.seats, {});
  if (!seats) return null;
  const { limit, used, byStatus } = seats;
  const share = limit ? Math.min(100, (used / limit) * 100) : 0;
  const isFull = limit !== null && used >= limit;
  return (
    <Tooltip label={isFull ? t('full') : t('hint', byStatus)} multiline maw={300}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip explains the figures, also by keyboard */}
      <div className={`${classes.seats} mantine-visible-from-sm`} tabIndex={0}>
        {limit === null ? (
          t('unlimited', { used })
        ) : (
          <>
            <Progress
              value={share}
              w={56}
              size={5}
              color={isFull ? 'red' : share >= 90 ? 'orange' : 'accent'}
              aria-label={t('used', { used, limit })}
            />
            <span>{t('used', { used, limit })}</span>
          </>
        )}
      </div>
    </Tooltip>
  );
}
