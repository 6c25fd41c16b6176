import { Anchor } from '@mantine/core';
import { service } from '@muster/contracts/instance/service';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { type Me, useEnterAs, useVisitor } from '../../../platform/session/me-query.ts';
import { PageLoader } from '../../../platform/ui/feedback/PageLoader.tsx';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { FurtherAccountForm } from './FurtherAccountForm.tsx';
import { usePendingSignUp } from './pending-sign-up.ts';
import { SignUpCodeForm } from './SignUpCodeForm.tsx';
import { SignUpForm } from './SignUpForm.tsx';

/**
 * Creates a company account and its owner: the form, then the code from the e-mail. Somebody who is signed in gets a
 * further account without a code.
 */
export function SignUpPage() {
  const t = useTranslations('auth.signUp');
  const navigate = useNavigate();
  const enterAs = useEnterAs();
  const visitor = useVisitor();
  const [pending, setPending] = usePendingSignUp();
  const [draft, setDraft] = useState(pending);
  const { data: info } = useCall(service.info, {});
  const enter = (person: Me) => {
    setPending(null);
    enterAs(person);
    void navigate(paths.home(), { replace: true });
  };

  if (visitor.isLoading) return <PageLoader />;
  if (info?.isSignUpOpen === false) {
    return (
      <PublicPage title={t('closed.title')} description={t('closed.text')} footer={<SignInLink />}>
        {null}
      </PublicPage>
    );
  }
  if (visitor.me) {
    const { name, email } = visitor.me.identity;
    return (
      <PublicPage
        title={t('further.title')}
        description={t('further.text', { name, email })}
        footer={
          <Anchor component={Link} to={paths.home()} inherit>
            {t('further.back')}
          </Anchor>
        }
      >
        <FurtherAccountForm onCreated={enter} />
      </PublicPage>
    );
  }
  if (pending) {
    return (
      <PublicPage
        title={t('code.title')}
        description={t.rich('code.text', { email: pending.email, bdi: (text) => <bdi>{text}</bdi> })}
        footer={<SignInLink />}
      >
        <SignUpCodeForm
          pending={pending}
          isMailboxOpen={info?.isMailboxOpen === true}
          onResent={setPending}
          onSignedUp={enter}
          onBack={() => {
            setDraft(pending);
            setPending(null);
          }}
        />
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t('title')} description={t('text')} footer={<SignInLink />}>
      <SignUpForm draft={draft} onAccepted={setPending} />
    </PublicPage>
  );
}

function SignInLink() {
  const t = useTranslations('auth.signUp');
  return (
    <>
      {t('hasAccount')}{' '}
      <Anchor component={Link} to={paths.signIn()} inherit>
        {t('signIn')}
      </Anchor>
    </>
  );
}
