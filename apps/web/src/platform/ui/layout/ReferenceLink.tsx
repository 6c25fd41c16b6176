import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { documentation } from '../../paths.ts';

/** A link to the API reference, which opens in a new tab. */
export function ReferenceLink() {
  const t = useTranslations('platform.ui');
  return (
    <Button
      component="a"
      href={documentation.reference()}
      target="_blank"
      rel="noreferrer"
      variant="default"
      leftSection={<IconBook2 size={16} aria-hidden />}
    >
      {t('apiReference')}
    </Button>
  );
}
