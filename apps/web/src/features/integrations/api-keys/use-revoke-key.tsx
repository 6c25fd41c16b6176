import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../platform/session/me.tsx';
import { useConfirmedAction } from '../../../platform/ui/feedback/use-confirmed-action.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import type { ApiKey } from './api-key.ts';

/** Revokes a key, from the list and from its page. Programs that use it stop working immediately. */
export function useRevokeKey(onRevoked?: () => void) {
  const t = useTranslations('apiKeys.revoke');
  return useConfirmedAction(apiKeys.delete, {
    isAllowed: useCan('api_keys:write'),
    input: ({ id }: ApiKey) => ({ params: { id } }),
    invalidates: ['apiKeys', 'auditEvents'],
    label: t('confirm'),
    title: ({ name }) => t('title', { name }),
    text: (key) => (
      <>
        {t('text')} <LastUse of={key} />
      </>
    ),
    done: ({ name }) => t('done', { name }),
    onDone: onRevoked,
  });
}

function LastUse({ of: { lastUsedAt, lastUsedIp } }: { of: ApiKey }) {
  const t = useTranslations('apiKeys.revoke');
  if (lastUsedAt === null) return t('neverUsed');
  const time = () => <RelativeTime value={lastUsedAt} />;
  return t.rich('lastUsed', { time, ip: lastUsedIp ?? '', hasIp: lastUsedIp ? 'yes' : 'no' });
}
