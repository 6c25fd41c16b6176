import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../testing/people.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';

const routes = [
  {
    path: 'notification-settings',
    Component: NotificationSettings,
    children: [
      { index: true, element: 'the mails' },
      { path: 'you', element: 'your choices' },
      { path: 'outbox/:id', element: 'a mail' },
    ],
  },
];

test('each tab has its own path and title', async () => {
  const { user, router } = renderScreen(routes, { at: '/notification-settings', as: aPerson('admin') });
  expect(await screen.findByText('the mails')).toBeVisible();
  expect(screen.getByRole('tab', { name: 'E-mails', selected: true })).toBeVisible();
  await user.click(screen.getByRole('tab', { name: 'For you' }));
  expect(await screen.findByText('your choices')).toBeVisible();
  expect(router.state.location.pathname).toBe('/notification-settings/you');
  expect(document.title).toBe('For you · Notification settings · Muster');
});

test('an e-mail belongs to the outbox', async () => {
  renderScreen(routes, { at: '/notification-settings/outbox/1', as: aPerson('admin') });
  expect(await screen.findByRole('tab', { name: 'Outbox', selected: true })).toBeVisible();
});

test('shows only the tabs that the user may see', async () => {
  const as = aPerson('admin', { permissions: ['emails:read', 'account:read'] });
  renderScreen(routes, { at: '/notification-settings/you', as });
  await screen.findByText('your choices');
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual([
    'Invitations',
    'For you',
    'Outbox',
  ]);
});
