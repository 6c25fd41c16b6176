import { Anchor } from '@mantine/core';
import { service } from '@muster/contracts/instance/service';
import { Link, useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { useEnterAs } from '../../../platform/session/me-query.ts';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { SignUpForm } from './SignUpForm.tsx';

/** Creates a company account and its owner. */
export function SignUpPage() {
  const t = useTranslations('auth.signUp');
  const navigate = useNavigate();
  const enterAs = useEnterAs();
  const { data: info } = useCall(service.info, {});
  const isClosed = info?.isSignUpOpen === false;
  return (
    <PublicPage
      title={isClosed ? t('closed.title') : t('title')}
      description={isClosed ? t('closed.text') : t('text')}
      footer={
        <>
          {t('hasAccount')}{' '}
          <Anchor component={Link} to={paths.signIn()} inherit>
            {t('signIn')}
          </Anchor>
        </>
      }
    >
      {isClosed ? null : (
        <SignUpForm
          onSignedUp={(person) => {
            enterAs(person);
            void navigate(paths.home(), { replace: true });
          }}
        />
      )}
    </PublicPage>
  );
}
