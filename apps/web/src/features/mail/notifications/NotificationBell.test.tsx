import { notifications } from '@muster/contracts/mail/notifications';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, server } from '../../../testing/server.ts';
import { NotificationBell } from './NotificationBell.tsx';

const activation = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000001',
  type: 'user.activated' as const,
  user: { id: '0192f0c1-2d3e-7a4b-8c5d-000000000002', name: 'Ada Lovelace' },
  data: {},
  createdAt: '2026-01-01T00:00:00.000Z',
};

test('the bell counts unread notifications, describes them and marks them as read', async () => {
  let readAt: string | null = null;
  server.use(
    handle(notifications.list, () => ({
      data: [{ ...activation, readAt }],
      nextCursor: null,
      unreadCount: readAt ? 0 : 1,
    })),
    handle(notifications.read, () => {
      readAt = '2026-01-01T00:01:00.000Z';
      return { unreadCount: 0 };
    }),
  );
  const { user } = renderScreen(<NotificationBell />, { as: aPerson('admin') });
  await user.click(await screen.findByRole('button', { name: 'Notifications, 1 unread' }));
  const list = await screen.findByRole('dialog', { name: /^Notifications/ });
  expect(within(list).getByRole('link', { name: /Ada Lovelace activated their account/ })).toHaveAttribute(
    'href',
    `/users/${activation.user.id}`,
  );
  await user.click(within(list).getByRole('button', { name: 'Mark all as read' }));
  expect(await screen.findByRole('button', { name: 'Notifications, none unread' })).toBeInTheDocument();
});

test('the bell reports bounces with their reason, and the last seat', async () => {
  const id = (last: number) => activation.id.slice(0, -1) + last;
  server.use(
    handle(notifications.list, {
      data: [
        {
          ...activation,
          readAt: null,
          type: 'invitation.bounced',
          data: { reason: 'mailbox does not exist' },
        },
        { ...activation, id: id(8), readAt: null, type: 'invitation.bounced' },
        {
          ...activation,
          id: id(9),
          readAt: null,
          type: 'account.seat_limit_reached',
          user: null,
          data: { limit: 50 },
        },
      ],
      nextCursor: null,
      unreadCount: 3,
    }),
  );
  const { user } = renderScreen(<NotificationBell />, { as: aPerson('admin') });
  await user.click(await screen.findByRole('button', { name: 'Notifications, 3 unread' }));
  const list = await screen.findByRole('dialog', { name: /^Notifications/ });
  const bounce = /The invitation to Ada Lovelace bounced: mailbox does not exist/;
  expect(within(list).getByRole('link', { name: bounce })).toHaveAttribute(
    'href',
    `/users/${activation.user.id}`,
  );
  expect(within(list).getAllByText(/The invitation to/)).toHaveLength(2);
  expect(within(list).getByRole('link', { name: /All 50 seats are taken/ })).toHaveAttribute(
    'href',
    '/account',
  );
});

test('the bell reports a disabled webhook endpoint, and links to the list', async () => {
  const data = { url: 'https://hr.acme.test/hook', reason: 'gone', lastAnswer: 'HTTP 410' };
  server.use(
    handle(notifications.list, {
      data: [{ ...activation, type: 'webhook_endpoint.disabled', user: null, data, readAt: null }],
      nextCursor: null,
      unreadCount: 1,
    }),
  );
  const { user } = renderScreen(<NotificationBell />, { as: aPerson('admin') });
  await user.click(await screen.findByRole('button', { name: 'Notifications, 1 unread' }));
  const told410 = /The webhook endpoint https:\/\/hr\.acme\.test\/hook was turned off: it answered/;
  expect(await screen.findByRole('link', { name: told410 })).toHaveAttribute('href', '/webhooks');
});
