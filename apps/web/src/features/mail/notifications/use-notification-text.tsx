import type { Notification as NotificationSchema } from '@muster/contracts/mail/notifications';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';

/** The text of a notification, with the person's name in bold. */
export function useNotificationText({ type, user, data }: z.input<typeof NotificationSchema>): ReactNode {
  const t = useTranslations('notifications.sentence');
  const values = { name: user?.name ?? t('somebody'), strong: (name: ReactNode) => <strong>{name}</strong> };
  switch (type) {
    case 'user.activated':
    case 'invitation.accepted':
      return t.rich('activated', values);
    case 'invitation.bounced': {
      const reason = typeof data.reason === 'string' ? data.reason : '';
      return t.rich('bounced', { ...values, reason, hasReason: reason ? 'yes' : 'no' });
    }
    case 'account.seat_limit_reached': {
      const limit = typeof data.limit === 'number' ? data.limit : 0;
      return t('seatsFull', { limit, hasLimit: limit > 0 ? 'yes' : 'no' });
    }
    case 'email.bulk_paused': {
      const { problems, sent } = data;
      return t('bulkPaused', { problems: Number(problems ?? 0), sent: Number(sent ?? 0) });
    }
    case 'webhook_endpoint.disabled': {
      const url = typeof data.url === 'string' ? data.url : '';
      return t.rich('webhookDisabled', {
        ...values,
        url,
        reason: data.reason === 'gone' ? 'gone' : 'failing',
      });
    }
    case 'invitation.link_requested':
      return t.rich('linkRequested', values);
    case 'user.created':
      return t.rich('created', values);
    case 'user.deactivated':
      return t.rich('deactivated', values);
    case 'user.reactivated':
      return t.rich('reactivated', values);
    case 'user.refresh_token_reused':
      return t.rich('signInEnded', values);
    default:
      return t.rich('changed', values);
  }
}
