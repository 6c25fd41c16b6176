import { Menu } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/webhook-endpoints';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { notify } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session/Can.tsx';
import { ConfirmAction } from '../../platform/ui/ConfirmAction.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

interface EndpointDeletion {
  readonly menuItem: (endpoint: WebhookEndpoint) => ReactNode;
  /** Render it once beside the menus. */
  readonly dialog: ReactNode;
}

/** Deleting an endpoint, from the list and from its page: what waits and what was delivered go with it. */
export function useDeleteEndpoint(onDeleted?: () => void): EndpointDeletion {
  const t = useTranslations('webhookEndpoints.delete');
  const mayDelete = useCan('webhooks:write');
  const [asked, setAsked] = useState<{ endpoint: WebhookEndpoint; isOpen: boolean }>();

  const menuItem = (endpoint: WebhookEndpoint) =>
    mayDelete ? (
      <>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => setAsked({ endpoint, isOpen: true })}
        >
          {t('confirm')}
        </Menu.Item>
      </>
    ) : null;

  const dialog = asked ? (
    <ConfirmAction
      endpoint={webhookEndpoints.delete}
      input={asked.isOpen ? { params: { id: asked.endpoint.id } } : null}
      invalidates={['webhookEndpoints', 'auditEvents']}
      title={t('title')}
      confirmLabel={t('confirm')}
      onClose={() => setAsked({ ...asked, isOpen: false })}
      onDone={() => {
        notify(t('done'));
        onDeleted?.();
      }}
    >
      {t.rich('text', { url: () => <b style={{ overflowWrap: 'anywhere' }}>{asked.endpoint.url}</b> })}
    </ConfirmAction>
  ) : null;
  return { menuItem, dialog };
}
