import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EmailWithContent } from './email.ts';
import classes from './emails.module.css';

/** A mail as its reader sees it, or as plain text. Nothing in it runs, loads a page or leads away. */
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
      {kind === 'html' ? (
        // A link would open in a new window, which the sandbox forbids, so a click does nothing.
        <iframe
          className={classes.html}
          title={t('content', { subject: email.subject })}
          sandbox=""
          referrerPolicy="no-referrer"
          srcDoc={`<base target="_blank">${email.html}`}
        />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
        <pre className={classes.text} tabIndex={0}>
          {email.text}
        </pre>
      )}
    </Stack>
  );
}
