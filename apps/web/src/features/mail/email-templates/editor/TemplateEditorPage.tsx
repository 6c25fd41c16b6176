import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { IconMailOff } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { UnsavedGuard } from '../../../../platform/form/UnsavedGuard.tsx';
import { paths } from '../../../../platform/paths.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { PageLoader } from '../../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { useDrafts } from './drafts.ts';
import { TemplateEditor } from './TemplateEditor.tsx';

/** The page of one e-mail. Keeps unsaved text for each language, and asks before leaving discards it. */
export function TemplateEditorPage() {
  const { key } = useParams();
  const known = EmailTemplateKey.safeParse(key);
  return known.success ? <KnownTemplate key={known.data} templateKey={known.data} /> : <TemplateNotFound />;
}

function KnownTemplate({ templateKey }: { templateKey: EmailTemplateKey }) {
  const { account } = useMe();
  const [search] = useSearchParams();
  const locale = Locale.safeParse(search.get('locale')).data ?? account.locale;
  const answer = useCall(emailTemplates.get, { params: { key: templateKey }, query: { locale } });
  const drafts = useDrafts();
  return (
    <>
      <UnsavedGuard isDirty={drafts.unsaved.length > 0} />
      {answer.data ? <TemplateEditor key={locale} template={answer.data} drafts={drafts} /> : null}
      {!answer.data && answer.isPending ? <PageLoader /> : null}
      {!answer.data && answer.error ? (
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} isPage />
      ) : null}
    </>
  );
}

function TemplateNotFound() {
  const t = useTranslations('emailTemplates.gone');
  return (
    <EmptyState
      icon={IconMailOff}
      title={t('title')}
      action={<ButtonLink to={paths.emailTemplates()}>{t('back')}</ButtonLink>}
    >
      {t('text')}
    </EmptyState>
  );
}
