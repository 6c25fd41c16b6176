import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useVisitor } from '../../../platform/session/me-query.ts';

/** Warns that somebody else is signed in here and that activating signs them out. */
export function OtherPersonNotice({ email }: { email: string }) {
  const t = useTranslations('activation');
  const { me } = useVisitor();
  if (!me || me.identity.email.toLowerCase() === email.toLowerCase()) return null;
  return (
    <Alert
      color="orange"
      icon={<IconInfoCircle aria-hidden />}
      role="note"
      title={t('other.title', { name: me.identity.name })}
    >
      {t('other.text', { email, current: me.identity.email })}
    </Alert>
  );
}
