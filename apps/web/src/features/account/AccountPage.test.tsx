import { account } from '@muster/contracts/account';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { handle, server } from '../../testing/server.ts';
import type { Account } from './account-values.ts';
import { readLogo } from './logo.ts';
import { accountRoutes } from './routes.tsx';

const acme: Account = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000003',
  name: 'Acme',
  plan: { name: 'Team', seatLimit: 50 },
  logoUrl: null,
  primaryColor: '#4263eb',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  invitationLifetimeDays: 7,
  supportEmail: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

function atAccount(as = aPerson('admin')) {
  const sent: unknown[] = [];
  server.use(
    handle(account.get, acme),
    handle(account.seats, {
      limit: 50,
      used: 30,
      available: 20,
      byStatus: { added: 0, invited: 0, active: 30 },
    }),
    handle(account.update, ({ body }) => {
      sent.push(body);
      return { ...acme, ...(body as Partial<Account>) };
    }),
  );
  return { sent, ...renderScreen(accountRoutes, { at: '/account', as }) };
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

  test('an invitation lives 1 to 30 days', async () => {
    const { user, sent } = atAccount();
    const days = await screen.findByRole('textbox', { name: /Link valid for/ });
    await user.clear(days);
    await user.type(days, '45{Enter}');
    expect(await screen.findByText('Please enter a number from 1 to 30.')).toBeVisible();
    expect(sent).toEqual([]);
  });

  test('warns of a colour nobody can read', async () => {
    const { user } = atAccount();
    const color = await screen.findByRole('textbox', { name: 'Colour' });
    await user.clear(color);
    await user.type(color, '#ffe066');
    expect(await screen.findByText(/Too light to read on white/)).toBeVisible();
  });

  test('is only for reading without the permission to change it', async () => {
    atAccount(aPerson('admin', { permissions: ['account:read'] }));
    expect(await screen.findByRole('textbox', { name: 'Company name' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });
});

describe('a logo', () => {
  test('is a picture of a kind that mail programs show', async () => {
    const file = new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' });
    expect(await readLogo(file)).toEqual({ refusal: 'type' });
  });

  test('is at most 1 MB', async () => {
    const file = new File([new Uint8Array(1024 * 1024 + 1)], 'logo.png', { type: 'image/png' });
    expect(await readLogo(file)).toEqual({ refusal: 'size' });
  });
});
