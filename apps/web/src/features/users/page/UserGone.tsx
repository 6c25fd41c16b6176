import { Button } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import { EmptyState } from '../../../platform/ui/EmptyState.tsx';
import { PageTitle } from '../../../platform/ui/PageTitle.tsx';

/** A link to a user who is not in this account (any more). */
export function UserGone() {
  const t = useTranslations('users.gone');
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <EmptyState
        icon={IconUserQuestion}
        title={t('title')}
        action={
          <Button component={Link} to={paths.users()} variant="default">
            {t('back')}
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </>
  );
}
