import { notifications } from '@muster/contracts/mail/notifications';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { places } from '../places.ts';
import type { NotificationSetting } from './setting-values.ts';

const usual: NotificationSetting[] = [
  { event: 'user.activated', inApp: 'immediate', email: 'immediate' },
  { event: 'invitation.bounced', inApp: 'immediate', email: 'immediate' },
  { event: 'account.seat_limit_reached', inApp: 'immediate', email: 'daily' },
];

function atSettings() {
  const sent: unknown[] = [];
  let data = usual;
  server.use(
    handle(notifications.getSettings, () => ({ data })),
    handle(notifications.saveSettings, ({ body }) => {
      sent.push(body);
      const changes = (body as { data: Partial<NotificationSetting>[] }).data;
      data = data.map((row) => ({ ...row, ...changes.find(({ event }) => event === row.event) }));
      return { data };
    }),
  );
  return {
    sent,
    ...renderScreen(
      places.settingsTabs.map(({ route }) => route),
      { at: '/you', as: aPerson('admin') },
    ),
  };
}

const choice = (name: string) => screen.findByRole('combobox', { name });

test('each event shows how soon it is reported in the app and by e-mail', async () => {
  atSettings();
  const table = await screen.findByRole('table', { name: 'Your notifications' });
  expect(within(table).getAllByRole('combobox')).toHaveLength(6);
  expect(await choice('The last seat is taken, E-mail')).toHaveDisplayValue('Once a day');
  expect(screen.getByText(/is sent at 8 in the morning \(Europe\/Berlin\)/)).toBeVisible();
});

test('saves only the changed choices', async () => {
  const { user, sent } = atSettings();
  const save = await screen.findByRole('button', { name: 'Save changes' });
  expect(save).toBeDisabled();
  await user.selectOptions(await choice('Someone activates their account, E-mail'), 'daily');
  await user.selectOptions(await choice('The last seat is taken, In the app'), 'off');
  await user.click(save);
  expect(await screen.findByText('Your choices were saved.')).toBeVisible();
  expect(sent).toEqual([
    {
      data: [
        { event: 'user.activated', email: 'daily' },
        { event: 'account.seat_limit_reached', inApp: 'off' },
      ],
    },
  ]);
  await expect.poll(() => screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
});

test('loading the settings can be retried', async () => {
  atSettings();
  server.use(handle(notifications.getSettings, new Refusal('internal_error')));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
});
