import { Stack } from '@mantine/core';
import { activation } from '@muster/contracts/access/activation';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type { ProblemCode } from '../../../platform/api/problem.ts';
import { useCall } from '../../../platform/api/query.ts';
import { useLanguage } from '../../../platform/i18n/LanguageProvider.tsx';
import { hasChosenLocale } from '../../../platform/i18n/locale.ts';
import { paths } from '../../../platform/paths.ts';
import { dropLinkToken } from '../../../platform/session/link-token.ts';
import { useEnterAs } from '../../../platform/session/me-query.ts';
import { useLinkToken } from '../../../platform/session/use-link-token.ts';
import { useAccent } from '../../../platform/theme/accent.ts';
import { PageLoader } from '../../../platform/ui/feedback/PageLoader.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { ActivationForm } from './ActivationForm.tsx';
import { ActivationResult, type EndCode, isEnd } from './ActivationResult.tsx';
import { InvitationFacts, InvitingAccount } from './InvitationFacts.tsx';
import { OtherPersonNotice } from './OtherPersonNotice.tsx';

/** The page an invitation links to: what it invites to, then name and password. */
export function ActivationPage() {
  const token = useLinkToken('activate');
  // Another link in the same tab is another invitation: no state of the first one may remain.
  return token ? (
    <Invitation key={token} token={token} />
  ) : (
    <ActivationResult code="invitation_not_found" token="" />
  );
}

function Invitation({ token }: { token: string }) {
  const t = useTranslations('activation');
  const navigate = useNavigate();
  const enterAs = useEnterAs();
  const { follow } = useLanguage();
  const [end, setEnd] = useState<EndCode>();
  const { data: invitation, error, isPending, refetch } = useCall(activation.preview, { body: { token } });
  useAccent(invitation?.account.primaryColor);

  const language = invitation?.locale;
  useEffect(() => {
    // The page uses the language of the e-mail, unless the person chose one here.
    if (language && !hasChosenLocale()) follow(language, undefined);
  }, [language, follow]);

  const settle = (code: ProblemCode) => {
    if (isEnd(code)) setEnd(code);
  };
  const code = end ?? error?.code;
  if (code && isEnd(code)) return <ActivationResult code={code} token={token} />;
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} isPage />;
  if (isPending) return <PageLoader />;
  return (
    <PublicPage
      above={<InvitingAccount account={invitation.account} />}
      title={t('title', { company: invitation.account.name })}
      description={invitation.invitedBy ? t('invitedBy', { name: invitation.invitedBy }) : t('invited')}
    >
      <Stack gap="lg">
        <InvitationFacts invitation={invitation} />
        <OtherPersonNotice email={invitation.email} />
        <ActivationForm
          token={token}
          invitation={invitation}
          onProblem={(problem) => settle(problem.code)}
          onActivated={(person) => {
            dropLinkToken('activate');
            enterAs(person);
            void navigate(paths.learning(), { replace: true });
          }}
        />
      </Stack>
    </PublicPage>
  );
}
