import { Button } from '@mantine/core';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../platform/paths.ts';
import { PublicPage } from '../platform/ui/layout/PublicPage.tsx';

/** An address the app does not know. */
export function NotFoundPage() {
  const t = useTranslations('app.notFound');
  return (
    <PublicPage title={t('title')} description={t('text')}>
      <Button component={Link} to={paths.home()} fullWidth>
        {t('home')}
      </Button>
    </PublicPage>
  );
}
