import { Text, VisuallyHidden } from '@mantine/core';
import type { Notification as NotificationSchema } from '@muster/contracts/notifications';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { paths } from '../../platform/paths.ts';
import { Initials } from '../../platform/ui/Initials.tsx';
import { RelativeTime } from '../../platform/ui/RelativeTime.tsx';
import classes from './Notifications.module.css';
import { useSentence } from './use-sentence.tsx';

interface NotificationItemProps {
  notification: z.input<typeof NotificationSchema>;
  onOpen: () => void;
}

/** One fact in a sentence, which leads to the person it is about. */
export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const t = useTranslations('notifications');
  const sentence = useSentence(notification);
  const { user, readAt, createdAt } = notification;
  const content = (
    <>
      <Initials name={user?.name ?? '·'} />
      <span className={classes.words}>
        <Text size="sm" component="span" display="block">
          {sentence}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <RelativeTime value={createdAt} />
        </Text>
      </span>
      {readAt ? null : (
        <>
          <VisuallyHidden>{t('unread')}</VisuallyHidden>
          <span className={classes.dot} aria-hidden />
        </>
      )}
    </>
  );
  return (
    <li>
      {user ? (
        <Link to={paths.user(user.id)} className={classes.item} onClick={onOpen}>
          {content}
        </Link>
      ) : (
        <button type="button" className={classes.item} onClick={onOpen}>
          {content}
        </button>
      )}
    </li>
  );
}
