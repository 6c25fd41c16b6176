import { useEffect } from 'react';
import { useLive } from '../../platform/api/live.ts';
import { useLanguage } from '../../platform/i18n/LanguageProvider.tsx';
import { useMe } from '../../platform/session/me.tsx';
import { useAccent } from '../../platform/theme/accent.ts';

/**
 * Applies the language of the signed-in person, the time zone and colour of their account, and live updates.
 */
export function useFollowPerson(): void {
  const { identity, account } = useMe();
  const { follow } = useLanguage();
  useAccent(account.primaryColor);
  useLive(account.id);
  useEffect(() => {
    follow(identity.locale, account.timeZone);
    return () => follow(null, undefined);
  }, [follow, identity.locale, account.timeZone]);
}
