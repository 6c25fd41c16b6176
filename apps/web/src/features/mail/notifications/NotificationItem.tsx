import { Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import type { EventType } from '@muster/contracts/catalogue';
import type { Notification as NotificationSchema } from '@muster/contracts/mail/notifications';
import { IconArmchairOff, IconMailPause, IconWebhookOff, type TablerIcon } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { paths } from '../../../platform/paths.ts';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { Initials } from '../../../platform/ui/person/Initials.tsx';
import classes from './Notifications.module.css';
import { useNotificationText } from './use-notification-text.tsx';

/** Notifications that are not about a person: icon and link. */
const impersonal: Partial<Record<EventType, { readonly icon: TablerIcon; readonly to: string }>> = {
  'account.seat_limit_reached': { icon: IconArmchairOff, to: paths.account() },
  'email.bulk_paused': { icon: IconMailPause, to: paths.outbox() },
  'webhook_endpoint.disabled': { icon: IconWebhookOff, to: paths.webhooks() },
};

interface NotificationItemProps {
  notification: z.input<typeof NotificationSchema>;
  onOpen: () => void;
}

/** One notification as a sentence, linked to the person, the seats or the endpoint it is about. */
export function NotificationItem({ notification, onOpen }: NotificationItemProps) {
  const t = useTranslations('notifications');
  const sentence = useNotificationText(notification);
  const { user, readAt, createdAt } = notification;
  const about = impersonal[notification.type];
  const to = about ? about.to : user ? paths.user(user.id) : undefined;
  const content = (
    <>
      {about ? (
        <ThemeIcon variant="light" color="orange" size={30} radius="xl" aria-hidden>
          <about.icon size={16} stroke={1.8} />
        </ThemeIcon>
      ) : (
        <Initials name={user?.name ?? '·'} />
      )}
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
      {to ? (
        <Link to={to} className={classes.item} onClick={onOpen}>
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
