import { IconSchool } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';

/** What a user has learned. Courses are not scheduled yet, so it says what will stand here. */
export function UserProgress() {
  const t = useTranslations('users.progress');
  return (
    <EmptyState icon={IconSchool} title={t('title')}>
      {t('text')}
    </EmptyState>
  );
}
