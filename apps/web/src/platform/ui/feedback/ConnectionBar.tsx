import { IconWifiOff } from '@tabler/icons-react';
import { useMutationState } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useIsOnline } from '../../api/connection.ts';
import classes from './ConnectionBar.module.css';

/** Says that the server cannot be reached, and what waits for it. Asks before what waits is lost with the page. */
export function ConnectionBar() {
  const t = useTranslations('platform.connection');
  const isOnline = useIsOnline();
  const waiting = useMutationState({ filters: { predicate: ({ state }) => state.isPaused } }).length;

  useEffect(() => {
    if (waiting === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waiting]);

  return (
    <div role="status" className={classes.region}>
      {isOnline ? null : (
        <div className={classes.bar}>
          <IconWifiOff size={16} aria-hidden className={classes.icon} />
          <span>{t('offline', { waiting })}</span>
        </div>
      )}
    </div>
  );
}
