import { account } from '@muster/contracts/account/account';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { anAccount } from '../../../testing/accounts.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, server } from '../../../testing/server.ts';
import type { Account } from './account-values.ts';
import { readLogo } from './logo.ts';
import { places } from './places.ts';

function atAccount(as = aPerson('admin')) {
  const sent: unknown[] = [];
  server.use(
    handle(account.get, anAccount()),
    handle(account.seats, {
      limit: 50,
      used: 30,
      available: 20,
      byStatus: { added: 0, invited: 0, active: 30 },
    }),
    handle(account.update, ({ body }) => {
      sent.push(body);
      return anAccount(body as Partial<Account>);
    }),
  );
  return { sent, ...renderScreen(places.routes, { at: '/account', as }) };
}

describe('account settings', () => {
  test('sends only what was changed', async () => {
    const { user, sent } = atAccount();
    const name = await screen.findByRole('textbox', { name: 'Company name' });
    await user.clear(name);
    await user.type(name, 'Acme Ltd{Enter}');
    expect(await screen.findByText('The settings were saved.')).toBeVisible();
    expect(sent).toEqual([{ name: 'Acme Ltd' }]);
  });

  test('sends how long sign-ins last, and refuses other days', async () => {
    const { user, sent } = atAccount();
    const days = await screen.findByRole('textbox', { name: 'At most (days)' });
    await user.clear(days);
    await user.type(days, '366{Enter}');
    expect(await screen.findByText('Please enter a whole number from 1 to 365.')).toBeVisible();
    expect(sent).toEqual([]);
    await user.clear(days);
    await user.type(days, '7{Enter}');
    expect(await screen.findByText('The settings were saved.')).toBeVisible();
    expect(sent).toEqual([{ signInMaxDays: 7 }]);
  });

  test('warns about an unreadable colour', async () => {
    const { user } = atAccount();
    const color = await screen.findByRole('textbox', { name: 'Colour' });
    await user.clear(color);
    await user.type(color, '#ffe066');
    expect(await screen.findByText(/^A contrast of 1\.3 : 1 on white is hard to read/)).toBeVisible();
  });

  test('shows how readable its colour is', async () => {
    atAccount();
    expect(await screen.findByText(/contrast on white is 4\.9 : 1/)).toBeVisible();
  });

  test('links to the invitation settings', async () => {
    atAccount();
    expect(await screen.findByRole('link', { name: 'Notification settings' })).toHaveAttribute(
      'href',
      '/notification-settings/invitations',
    );
  });

  test('is read-only without the permission to change it', async () => {
    atAccount(aPerson('admin', { permissions: ['account:read'] }));
    expect(await screen.findByRole('textbox', { name: 'Company name' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });
});

describe('a logo', () => {
  test('must be a picture in a format that e-mail programs support', async () => {
    const file = new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' });
    expect(await readLogo(file)).toEqual({ refusal: 'type' });
  });

  test('must be at most 1 MB', async () => {
    const file = new File([new Uint8Array(1024 * 1024 + 1)], 'logo.png', { type: 'image/png' });
    expect(await readLogo(file)).toEqual({ refusal: 'size' });
  });
});
