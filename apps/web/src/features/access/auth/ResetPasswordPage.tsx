import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { dropLinkToken } from '../../../platform/session/link-token.ts';
import { useLinkToken } from '../../../platform/session/use-link-token.ts';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';
import { ResetPasswordForm } from './ResetPasswordForm.tsx';

type Stage = 'open' | 'done' | 'invalid';

/** The page a password reset link opens. */
export function ResetPasswordPage() {
  const t = useTranslations('auth.reset');
  const token = useLinkToken('reset-password');
  const [stage, setStage] = useState<Stage>('open');
  const end = (next: Stage) => {
    dropLinkToken('reset-password');
    setStage(next);
  };

  if (stage === 'done') {
    return (
      <PublicPage title={t('done.title')} description={t('done.text')}>
        <Button component={Link} to={paths.signIn()} fullWidth>
          {t('done.signIn')}
        </Button>
      </PublicPage>
    );
  }
  if (stage === 'invalid' || !token) {
    return (
      <PublicPage title={t('invalid.title')} description={t('invalid.text')}>
        <Button component={Link} to={paths.forgotPassword()} fullWidth>
          {t('invalid.again')}
        </Button>
      </PublicPage>
    );
  }
  return (
    <PublicPage
      title={t('title')}
      description={t('text')}
      footer={
        <Anchor component={Link} to={paths.signIn()} inherit>
          {t('back')}
        </Anchor>
      }
    >
      <ResetPasswordForm token={token} onDone={() => end('done')} onInvalid={() => end('invalid')} />
    </PublicPage>
  );
}
