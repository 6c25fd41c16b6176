import { Alert, Anchor, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { Can } from '../../../platform/session/me.tsx';
import type { Figures } from './InvitationsCard.tsx';

/**
 * Warns that e-mails are not being sent. That blocks every invitation, so it appears above everything else.
 */
export function MailAlert({ mail }: { mail: Figures['mail'] }) {
  const t = useTranslations('overview.mail');
  if (mail.isWorking) return null;
  return (
    <Alert color="red" icon={<IconMailOff aria-hidden />} title={t('title')} mb="md" role="alert">
      <Text size="sm">{mail.detail ? t('detail', { detail: mail.detail }) : t('noDetail')}</Text>
      <Text size="sm" mt={4}>
        {t('waiting')}{' '}
        <Can permission="emails:read">
          <Anchor component={Link} to={paths.outbox()} inherit c="inherit">
            {t('outbox')}
          </Anchor>
        </Can>
      </Text>
    </Alert>
  );
}
