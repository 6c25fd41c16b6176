import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import { useDeleteNoun } from '../../../platform/ui/feedback/use-delete-noun.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import type { ApiKey } from './api-key.ts';

/**
 * Revokes a key, from the list and from its page. Programs that use it stop working immediately.
 * @param backTo the list to return to, from the key's page
 */
export function useRevokeKey(backTo?: string) {
  const t = useTranslations('apiKeys.revoke');
  return useDeleteNoun(apiKeys.delete, {
    permission: 'api_keys:write',
    invalidates: ['apiKeys', 'auditEvents'],
    label: t('confirm'),
    title: ({ name }: ApiKey) => t('title', { name }),
    text: (key) => (
      <>
        {t('text')} <LastUse of={key} />
      </>
    ),
    done: ({ name }) => t('done', { name }),
    backTo,
  });
}

function LastUse({ of: { lastUsedAt, lastUsedIp } }: { of: ApiKey }) {
  const t = useTranslations('apiKeys.revoke');
  if (lastUsedAt === null) return t('neverUsed');
  const time = () => <RelativeTime value={lastUsedAt} />;
  return t.rich('lastUsed', { time, ip: lastUsedIp ?? '', hasIp: lastUsedIp ? 'yes' : 'no' });
}
