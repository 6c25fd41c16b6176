import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import type {
  Email as EmailSchema,
  EmailWithContent as EmailWithContentSchema,
} from '@muster/contracts/mail/emails';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { EmailFrame } from './EmailFrame.tsx';
import { EmailText } from './EmailText.tsx';
import classes from './emails.module.css';

/** An e-mail of the outbox as the API sends it. */
export type Email = z.input<typeof EmailSchema>;

/** An e-mail with its content. */
export type EmailWithContent = z.input<typeof EmailWithContentSchema>;

/** The size of the preview in pixels. */
const reader = { width: 640, height: 600 };

/** An e-mail as its recipient sees it, or as plain text. Scripts, navigation and links are disabled. */
export function EmailContent({ email }: { email: EmailWithContent }) {
  const t = useTranslations('platform.emails');
  const [kind, setKind] = useState('html');
  if (email.html === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('notRendered')}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'html', label: t('html') },
            { value: 'text', label: t('text') },
          ]}
        />
        <Text size="xs" c="dimmed">
          {t('linksCut')}
        </Text>
      </Group>
      <div className={classes.paper}>
        {kind === 'html' ? (
          <EmailFrame html={email.html} title={t('content', { subject: email.subject })} {...reader} />
        ) : (
          <EmailText text={email.text} className={classes.text} />
        )}
      </div>
    </Stack>
  );
}
