import { Button } from '@mantine/core';
import { IconHistory, IconPencil, IconRotate, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { Can } from '../../../../platform/session/me.tsx';
import { RowMenu } from '../../../../platform/table/grid/RowMenu.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../../platform/ui/layout/MenuLink.tsx';
import { useDeleteEndpoint } from '../use-delete-endpoint.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';
import type { useSendTest } from './use-send-test.ts';

interface EndpointActionsProps {
  endpoint: WebhookEndpoint;
  test: ReturnType<typeof useSendTest>;
}

/** The actions for an endpoint. */
export function EndpointActions({ endpoint, test }: EndpointActionsProps) {
  const t = useTranslations('webhookEndpoints.page');
  const deletion = useDeleteEndpoint(paths.webhooks());
  const { id, url, isEnabled } = endpoint;
  return (
    <Can permission="webhooks:write">
      <ButtonLink to={paths.editWebhook(id)} icon={IconPencil}>
        {t('edit')}
      </ButtonLink>
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
          <MenuLink to={paths.replayWebhook(id)} icon={IconHistory}>
            {t('replay')}
          </MenuLink>
        ) : null}
        <MenuLink to={paths.rotateWebhookSecret(id)} icon={IconRotate}>
          {t('rotateSecret')}
        </MenuLink>
        {deletion.menuItem(endpoint)}
      </RowMenu>
      {deletion.dialog}
    </Can>
  );
}
