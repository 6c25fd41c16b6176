import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../../platform/paths.ts';
import { NotFound } from '../../../../platform/ui/feedback/NotFound.tsx';

/** A link to a user who is not in this account (any more). */
export function UserGone() {
  const t = useTranslations('users.gone');
  return (
    <NotFound
      icon={IconUserQuestion}
      title={t('title')}
      text={t('text')}
      to={paths.users()}
      back={t('back')}
    />
  );
}
