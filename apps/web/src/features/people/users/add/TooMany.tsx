import { Alert, Anchor } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { mostAtOnce } from './use-recipients.ts';

/** Suggests an import when there are too many people for the form. */
export function TooMany({ count }: { count: number }) {
  const t = useTranslations('users.add.tooMany');
  return (
    <Alert
      color="orange"
      icon={<IconFileSpreadsheet aria-hidden />}
      title={t('title', { count, limit: mostAtOnce })}
    >
      {t.rich('text', {
        link: (chunks) => (
          <Anchor component={Link} to={paths.importUsers()} inherit>
            {chunks}
          </Anchor>
        ),
      })}
    </Alert>
  );
}
