import { Menu } from '@mantine/core';
import { apiKeys } from '@muster/contracts/api-keys';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { notify } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session/Can.tsx';
import { ConfirmAction } from '../../platform/ui/ConfirmAction.tsx';
import { RelativeTime } from '../../platform/ui/RelativeTime.tsx';
import type { ApiKey } from './api-key.ts';

interface KeyRevocation {
  readonly menuItem: (key: ApiKey) => ReactNode;
  /** Render it once beside the menus. */
  readonly dialog: ReactNode;
}

/** Revoking a key, from the list and from its page: whatever uses it stops at once. */
export function useRevokeKey(onRevoked?: () => void): KeyRevocation {
  const t = useTranslations('apiKeys.revoke');
  const mayRevoke = useCan('api_keys:write');
  const [asked, setAsked] = useState<{ key: ApiKey; isOpen: boolean }>();

  const menuItem = (key: ApiKey) =>
    mayRevoke ? (
      <>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => setAsked({ key, isOpen: true })}
        >
          {t('confirm')}
        </Menu.Item>
      </>
    ) : null;

  const dialog = asked ? (
    <ConfirmAction
      endpoint={apiKeys.delete}
      input={asked.isOpen ? { params: { id: asked.key.id } } : null}
      invalidates={['apiKeys', 'auditEvents']}
      title={t('title', { name: asked.key.name })}
      confirmLabel={t('confirm')}
      onClose={() => setAsked({ ...asked, isOpen: false })}
      onDone={() => {
        notify(t('done', { name: asked.key.name }));
        onRevoked?.();
      }}
    >
      {t('text')} <LastUse of={asked.key} />
    </ConfirmAction>
  ) : null;
  return { menuItem, dialog };
}

function LastUse({ of: { lastUsedAt, lastUsedIp } }: { of: ApiKey }) {
  const t = useTranslations('apiKeys.revoke');
  if (lastUsedAt === null) return t('neverUsed');
  const time = () => <RelativeTime value={lastUsedAt} />;
  return t.rich('lastUsed', { time, ip: lastUsedIp ?? '', hasIp: lastUsedIp ? 'yes' : 'no' });
}
