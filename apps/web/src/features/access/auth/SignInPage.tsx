import { Anchor, Stack } from '@mantine/core';
import { service } from '@muster/contracts/instance/service';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths, safeReturnPath } from '../../../platform/paths.ts';
import { type Me, useEnterAs, useVisitor } from '../../../platform/session/me-query.ts';
import { PageLoader } from '../../../platform/ui/feedback/PageLoader.tsx';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { DemoOffer } from './DemoOffer.tsx';
import { SignInForm } from './SignInForm.tsx';

/** Signs a person in and takes them to the page they wanted. */
export function SignInPage() {
  const t = useTranslations('auth.signIn');
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const enterAs = useEnterAs();
  const visitor = useVisitor();
  const { data: info } = useCall(service.info, {});
  const next = safeReturnPath(search.get('next'));
  const enter = (person: Me) => {
    enterAs(person);
    void navigate(next, { replace: true });
  };

  if (visitor.isLoading) return <PageLoader />;
  if (visitor.me) return <Navigate to={next} replace />;
  return (
    <PublicPage
      title={t('title')}
      footer={
        info?.isSignUpOpen ? (
          <>
            {t('noAccount')}{' '}
            <Anchor component={Link} to={paths.signUp()} inherit>
              {t('signUp')}
            </Anchor>
          </>
        ) : null
      }
    >
      <Stack gap="lg">
        <SignInForm onSignedIn={enter} />
        {info?.demo ? <DemoOffer demo={info.demo} onSignedIn={enter} /> : null}
      </Stack>
    </PublicPage>
  );
}
