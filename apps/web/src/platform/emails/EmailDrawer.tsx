import { emails } from '@muster/contracts/mail/emails';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCall } from '../api/query.ts';
import { EmptyState } from '../ui/feedback/EmptyState.tsx';
import { PageLoader } from '../ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../ui/feedback/ProblemAlert.tsx';
import { RouteDrawer } from '../ui/layout/RouteDrawer.tsx';
import { EmailView } from './EmailView.tsx';
import { useEmailTitle } from './use-email-title.ts';

interface EmailDrawerProps {
  id: string;
  /** The path of the list behind it. */
  backTo: string;
}

/** One e-mail, in a drawer beside the list it was opened from. */
export function EmailDrawer({ id, backTo }: EmailDrawerProps) {
  const t = useTranslations('platform.emails');
  const titleOf = useEmailTitle();
  const email = useCall(emails.get, { params: { id } });
  const isGone = email.error?.code === 'not_found' || email.error?.code === 'validation_failed';
  const content = () => {
    if (email.data) return <EmailView email={email.data} />;
    if (email.isPending) return <PageLoader />;
    if (!isGone) return <ProblemAlert problem={email.error} onRetry={() => void email.refetch()} />;
    return (
      <EmptyState icon={IconMailOff} title={t('gone.title')}>
        {t('gone.text')}
      </EmptyState>
    );
  };
  return (
    <RouteDrawer title={email.data ? titleOf(email.data) : t('title')} backTo={backTo} size={720}>
      {content()}
    </RouteDrawer>
  );
}
