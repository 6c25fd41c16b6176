import { Button, Group, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { type Notification as NotificationSchema, notifications } from '@muster/contracts/mail/notifications';
import { IconBellOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { useCommand } from '../../../platform/api/command.ts';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { NotificationItem } from './NotificationItem.tsx';
import classes from './Notifications.module.css';

type Notification = z.input<typeof NotificationSchema>;

interface NotificationListProps {
  items: readonly Notification[] | undefined;
  unread: number;
  error: ProblemError | null;
  onRetry: () => void;
  onClose: () => void;
}

/** The person's latest notifications, newest first. */
export function NotificationList({ items, unread, error, onRetry, onClose }: NotificationListProps) {
  const t = useTranslations('notifications');
  const read = useCommand(notifications.read, { invalidates: ['notifications'] });
  return (
    <>
      <Group justify="space-between" className={classes.head}>
        <Text fw={600} size="sm" component="h2">
          {t('title')}
        </Text>
        {unread > 0 ? (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={read.isPending}
            onClick={() => read.mutate({ body: { all: true } })}
          >
            {t('readAll')}
          </Button>
        ) : null}
      </Group>
      {read.error ? <ProblemAlert problem={read.error} /> : null}
      {error && !items ? <ProblemAlert problem={error} onRetry={onRetry} /> : null}
      {!items && !error ? (
        <Stack p="md" gap="sm">
          <Skeleton height={14} />
          <Skeleton height={14} width="70%" />
        </Stack>
      ) : null}
      {items?.length === 0 ? (
        <EmptyState icon={IconBellOff} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      ) : null}
      <ScrollArea.Autosize mah="min(420px, 70vh)" type="auto">
        <ul className={classes.list}>
          {items?.map((item) => (
            <NotificationItem
              key={item.id}
              notification={item}
              onOpen={() => {
                if (!item.readAt) read.mutate({ body: { ids: [item.id] } });
                onClose();
              }}
            />
          ))}
        </ul>
      </ScrollArea.Autosize>
    </>
  );
}
