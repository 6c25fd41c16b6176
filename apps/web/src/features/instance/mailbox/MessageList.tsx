import { Skeleton, Stack, Text } from '@mantine/core';
import type { MailboxMessage } from '@muster/contracts/instance/mailbox';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import type { List } from '../../../platform/api/query.ts';
import { LoadMore } from '../../../platform/table/grid/LoadMore.tsx';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import classes from './Mailbox.module.css';

type Message = z.input<typeof MailboxMessage>;

interface MessageListProps {
  list: List<Message>;
  openId: string | undefined;
  isFiltered: boolean;
  onOpen: (message: Message) => void;
}

/** Recipient, subject and time of each e-mail. */
export function MessageList({ list, openId, isFiltered, onOpen }: MessageListProps) {
  const t = useTranslations('mailbox');
  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) {
    return (
      <Stack p="md" gap="lg">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height={40} />
        ))}
      </Stack>
    );
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={IconMailOff} title={isFiltered ? t('nothing.title') : t('empty.title')}>
        {isFiltered ? t('nothing.text') : t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {list.rows.map((message) => (
          <li key={message.id}>
            <button
              type="button"
              className={classes.item}
              aria-current={message.id === openId}
              onClick={() => onOpen(message)}
            >
              <span className={classes.line}>
                <Text component="bdi" size="sm" fw={550} truncate>
                  {message.to}
                </Text>
                <Text component="span" size="xs" c="dimmed">
                  <RelativeTime value={message.createdAt} />
                </Text>
              </span>
              <Text component="span" size="sm" c="dimmed" truncate display="block">
                {message.subject}
              </Text>
            </button>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}
