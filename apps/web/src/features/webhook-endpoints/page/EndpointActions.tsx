import { Button, Menu } from '@mantine/core';
import { IconHistory, IconPencil, IconRotate, IconSend } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { Can } from '../../../platform/session/Can.tsx';
import { RowMenu } from '../../../platform/table/RowMenu.tsx';
import { useDeleteEndpoint } from '../use-delete-endpoint.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';
import type { useSendTest } from './use-send-test.ts';

interface EndpointActionsProps {
  endpoint: WebhookEndpoint;
  test: ReturnType<typeof useSendTest>;
}

/** What can be done with an endpoint. */
export function EndpointActions({ endpoint, test }: EndpointActionsProps) {
  const t = useTranslations('webhookEndpoints.page');
  const navigate = useNavigate();
  const deletion = useDeleteEndpoint(() => void navigate(paths.webhooks()));
  const { id, url, isEnabled } = endpoint;
  return (
    <Can permission="webhooks:write">
      <Button
        component={Link}
        to={paths.editWebhook(id)}
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        {t('edit')}
      </Button>
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        loading={test.isPending}
        disabled={!isEnabled}
        onClick={test.send}
      >
        {t('test')}
      </Button>
      <RowMenu name={url}>
        {isEnabled ? (
          <Menu.Item component={Link} to={paths.replayWebhook(id)} leftSection={<IconHistory size={16} />}>
            {t('replay')}
          </Menu.Item>
        ) : null}
        <Menu.Item component={Link} to={paths.rotateWebhookSecret(id)} leftSection={<IconRotate size={16} />}>
          {t('rotateSecret')}
        </Menu.Item>
        {deletion.menuItem(endpoint)}
      </RowMenu>
      {deletion.dialog}
    </Can>
  );
}
