import { Button } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../platform/paths.ts';
import { EmptyState } from '../../platform/ui/EmptyState.tsx';
import { PageTitle } from '../../platform/ui/PageTitle.tsx';

/** Where an endpoint was, or never has been. */
export function EndpointGone() {
  const t = useTranslations('webhookEndpoints.gone');
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <EmptyState
        icon={IconWebhook}
        title={t('title')}
        action={
          <Button component={Link} to={paths.webhooks()} variant="default">
            {t('back')}
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </>
  );
}
