import { account } from '@muster/contracts/account/account';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { anAccount } from '../../../../testing/accounts.ts';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, server } from '../../../../testing/server.ts';
import { places } from '../places.ts';

function atSettings(as = aPerson('admin')) {
  const sent: unknown[] = [];
  server.use(
    handle(account.get, anAccount()),
    handle(account.update, ({ body }) => {
      sent.push(body);
      return anAccount(body as Partial<ReturnType<typeof anAccount>>);
    }),
  );
  return {
    sent,
    ...renderScreen(
      places.settingsTabs.map(({ route }) => route),
      { at: '/invitations', as },
    ),
  };
}

const lifetime = () => screen.findByRole('textbox', { name: /Link valid for/ });

test('an invitation is valid for 1 to 30 days', async () => {
  const { user, sent } = atSettings();
  const days = await lifetime();
  await user.clear(days);
  await user.type(days, '45{Enter}');
  expect(await screen.findByText('Please enter a number from 1 to 30.')).toBeVisible();
  expect(sent).toEqual([]);
});

test('explains the effect, and saves up to three reminders in order', async () => {
  const { user, sent } = atSettings();
  expect(await screen.findByText(/after 3 days, between 8:00 and 20:00 \(Europe\/Berlin\)/)).toBeVisible();
  const add = screen.getByRole('button', { name: 'Add a reminder' });
  await user.click(add);
  await user.click(add);
  expect(add).toBeDisabled();
  expect(screen.getByText(/after 3, 5, and 6 days/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('The settings were saved.')).toBeVisible();
  expect(sent).toEqual([{ invitationReminderDays: [3, 5, 6] }]);
});

test('explains a reminder that would come after the link has expired', async () => {
  const { user } = atSettings();
  const days = await lifetime();
  await user.clear(days);
  await user.type(days, '2');
  expect(
    screen.getByText('The reminder after 3 days is never sent, because the link expires after 2 days.'),
  ).toBeVisible();
  expect(screen.getByText('No reminders are sent.')).toBeVisible();
});

test('each reminder needs a different day', async () => {
  const { user, sent } = atSettings();
  await user.click(await screen.findByRole('button', { name: 'Add a reminder' }));
  const second = screen.getByRole('textbox', { name: 'Reminder 2' });
  await user.clear(second);
  await user.type(second, '3{Enter}');
  expect(await screen.findByText('Two reminders cannot be on the same day.')).toBeVisible();
  expect(second).toHaveAttribute('aria-invalid', 'true');
  expect(sent).toEqual([]);
});

test('all reminders can be removed', async () => {
  const { user, sent } = atSettings();
  await user.click(await screen.findByRole('button', { name: 'Remove reminder 1' }));
  expect(screen.getByText('No reminders are sent.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect.poll(() => sent).toEqual([{ invitationReminderDays: [] }]);
});

test('links to the text of the reminder and back', async () => {
  atSettings();
  expect(await screen.findByRole('link', { name: 'Edit the text of the reminder' })).toHaveAttribute(
    'href',
    '/notification-settings/emails/invitation_reminder?from=%2Fnotification-settings%2Finvitations',
  );
});

test('is read-only without the permission to change it', async () => {
  atSettings(aPerson('admin', { permissions: ['account:read'] }));
  expect(await lifetime()).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Add a reminder' })).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
});
