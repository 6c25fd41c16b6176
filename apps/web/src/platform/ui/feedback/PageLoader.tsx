import { Center, Loader } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** Shown while a page's code or its first data is loading. */
export function PageLoader() {
  const t = useTranslations('platform.ui');
  return (
    <Center mih="60vh" role="status" aria-label={t('loading')}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}
