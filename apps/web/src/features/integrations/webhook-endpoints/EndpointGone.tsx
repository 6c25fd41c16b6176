import { IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { NotFound } from '../../../platform/ui/feedback/NotFound.tsx';

/** Where an endpoint was, or never has been. */
export function EndpointGone() {
  const t = useTranslations('webhookEndpoints.gone');
  return (
    <NotFound icon={IconWebhook} title={t('title')} text={t('text')} to={paths.webhooks()} back={t('back')} />
  );
}
