import { Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { AboutYouForm } from './AboutYouForm.tsx';
import { Appearance } from './Appearance.tsx';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import { SignIns } from './SignIns.tsx';

/** The person's own settings: who they are, how the app looks, how they sign in. */
export function ProfilePage() {
  const t = useTranslations('me');
  return (
    <Stack gap="lg" maw={720}>
      <div style={{ marginBottom: -16 }}>
        <PageHeader title={t('title')} />
      </div>
      <AboutYouForm />
      <Appearance />
      <ChangePasswordForm />
      <SignIns />
    </Stack>
  );
}
