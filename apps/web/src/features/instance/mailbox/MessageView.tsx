import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import type { MailboxMessage } from '@muster/contracts/instance/mailbox';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type * as z from 'zod';
import { EmailText } from '../../../platform/emails/EmailText.tsx';
import classes from './Mailbox.module.css';

interface MessageViewProps {
  message: z.input<typeof MailboxMessage>;
  onClose: () => void;
}

// Links open in a new tab, outside the sandbox; scripts and forms in an e-mail never run.
const sandbox = 'allow-popups allow-popups-to-escape-sandbox';

/** One e-mail as the recipient sees it, or as plain text. */
export function MessageView({ message, onClose }: MessageViewProps) {
  const t = useTranslations('mailbox');
  const format = useFormatter();
  const [kind, setKind] = useState('html');
  return (
    <article className={classes.message}>
      <header className={classes.head}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          hiddenFrom="sm"
          leftSection={<IconArrowLeft size={16} aria-hidden className={classes.back} />}
          onClick={onClose}
          mb="xs"
        >
          {t('back')}
        </Button>
        <Title order={1} size="h2">
          {message.subject}
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          {t('fromTo', { from: message.from, to: message.to })}
          {' · '}
          {format.dateTime(new Date(message.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
        </Text>
        <SegmentedControl
          mt="sm"
          size="xs"
          aria-label={t('view')}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'html', label: t('html') },
            { value: 'text', label: t('plainText') },
          ]}
        />
      </header>
      {kind === 'html' ? (
        <iframe
          className={classes.html}
          title={t('content', { subject: message.subject })}
          sandbox={sandbox}
          referrerPolicy="no-referrer"
          srcDoc={`<base target="_blank">${message.html}`}
        />
      ) : (
        <EmailText text={message.text} className={classes.text} />
      )}
    </article>
  );
}
