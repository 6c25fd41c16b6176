import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aKey, aRequest } from '../../../testing/api-keys.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import type { ApiKey } from './api-key.ts';
import { places } from './places.ts';

const secret = 'mst_live_4fGhJkLmNpQrStUvWxYz23456789AbCdEfGhJk0Zm1Q2';
const withSecret = (key: ApiKey) => ({ ...key, key: secret });

function at(address: string, key = aKey(), as = aPerson('admin')) {
  server.use(
    handle(apiKeys.list, { data: [key], nextCursor: null, total: 1 }),
    handle(apiKeys.get, key),
    handle(apiKeys.requests, { data: [aRequest()], nextCursor: null, total: 1 }),
    handle(apiKeys.limits, {
      data: [{ name: 'key', limit: 1000, windowSeconds: 60, remaining: 900, resetSeconds: 42 }],
    }),
  );
  return renderScreen(places.routes, { at: address, as });
}

describe('a new key', () => {
  test('can only get the permissions of its creator', async () => {
    at('/api-keys/new');
    expect(await screen.findByRole('checkbox', { name: /^Write: Users/ })).toBeVisible();
    expect(screen.queryByRole('checkbox', { name: /Owners/ })).toBeNull();
  });

  test('is sent with the chosen values', async () => {
    const { user } = at('/api-keys/new');
    let sent: unknown;
    server.use(
      handle(apiKeys.create, ({ body }) => {
        sent = body;
        return withSecret(aKey());
      }),
    );
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'HR system');
    await user.click(screen.getByRole('checkbox', { name: /^Write: Groups/ }));
    await user.click(screen.getByRole('checkbox', { name: /^Read: Users/ }));
    await user.type(screen.getByRole('textbox', { name: 'Allowed networks' }), '10.0.0.0/8{Enter}{Enter}::1');
    await user.click(screen.getByRole('combobox', { name: 'Expires' }));
    await user.click(await screen.findByRole('option', { name: 'Never' }));
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    await screen.findByRole('textbox', { name: 'API key' });
    expect(sent).toEqual({
      name: 'HR system',
      scopes: ['groups:write', 'users:read'],
      expiresAt: null,
      allowedIps: ['10.0.0.0/8', '::1'],
    });
  });

  test('is shown once, and leaving asks for confirmation until it is stored', async () => {
    const { user, router } = at('/api-keys/new');
    server.use(handle(apiKeys.create, withSecret(aKey())));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'HR system');
    await user.click(screen.getByRole('button', { name: 'Read only' }));
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    expect(await screen.findByRole('textbox', { name: 'API key' })).toHaveValue(secret);
    expect(screen.getByText(/curl/)).toHaveTextContent(`Bearer ${secret}`);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    const dialog = await screen.findByRole('dialog', { name: 'Leave without copying it?' });
    await user.click(within(dialog).getByText('Stay here'));
    expect(router.state.location.pathname).toBe('/api-keys/new');
    await user.click(screen.getByRole('checkbox', { name: 'I have stored it in a safe place' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await expect.poll(() => router.state.location.pathname).toBe(`/api-keys/${aKey().id}`);
    expect(await screen.findByRole('heading', { name: 'HR system' })).toBeVisible();
    expect(screen.queryByDisplayValue(secret)).toBeNull();
  });

  test('shows errors of the server at their fields, and no input is lost', async () => {
    const { user } = at('/api-keys/new');
    const detail = 'This network is too large.';
    server.use(
      handle(
        apiKeys.create,
        new Refusal('validation_failed', [{ pointer: '#/allowedIps/1', detail, code: 'invalid' }]),
      ),
    );
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'HR system');
    await user.click(screen.getByRole('button', { name: 'Everything I can do' }));
    const networks = screen.getByRole('textbox', { name: 'Allowed networks' });
    await user.type(networks, '10.0.0.1{Enter}{Enter}0.0.0.0/0');
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    expect(await screen.findByText(`Line 3: ${detail}`)).toBeVisible();
    expect(networks).toBeInvalid();
    server.use(handle(apiKeys.create, new Refusal('scope_not_held')));
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    expect(await screen.findByText('title of scope_not_held')).toBeVisible();
    expect(screen.getByRole('group', { name: 'What it can do' })).toHaveAccessibleDescription(
      'title of scope_not_held',
    );
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('HR system');
  });
});

describe('a key', () => {
  test('that is suspended shows the reason, in the list and on its page', async () => {
    const suspended = aKey({ status: 'suspended' });
    const { unmount } = at('/api-keys', suspended);
    expect(await screen.findByText('Its creator is no longer an active admin.')).toBeVisible();
    unmount();
    at(`/api-keys/${suspended.id}`, suspended);
    expect(await screen.findByText(/It was created by Grace Hopper/)).toBeVisible();
  });

  test('shows its requests, refusals with reasons, and the remaining quota', async () => {
    const { user } = at(`/api-keys/${aKey().id}`);
    const outcomes: (string | null)[] = [];
    server.use(
      handle(apiKeys.requests, ({ query }) => {
        outcomes.push(query.get('outcome'));
        const failed = aRequest({ status: 403, code: 'forbidden', method: 'POST', route: '/api/v1/users' });
        const replayed = aRequest({ id: aKey().id, status: 201, replayed: true, method: 'POST' });
        return { data: query.get('outcome') ? [failed] : [failed, replayed], nextCursor: null, total: 2 };
      }),
    );
    const log = await screen.findByRole('table', { name: 'Requests' });
    expect(within(log).getByRole('link', { name: 'forbidden' })).toHaveAttribute(
      'href',
      '/api/problems/forbidden',
    );
    expect(within(log).getByText('Replayed')).toBeVisible();
    expect(screen.getByText('100 of 1,000 in a minute')).toBeVisible();
    expect(screen.getByText('Fully available again in 42 seconds.')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Failed' }));
    await expect.poll(() => outcomes).toContain('failed');
  });

  test('that was rotated shows until when the old one works', async () => {
    const key = aKey();
    const { user } = at(`/api-keys/${key.id}/rotate`, key);
    let sent: unknown;
    server.use(
      handle(apiKeys.rotate, ({ body }) => {
        sent = body;
        return withSecret({ ...key, previousKeyExpiresAt: '2026-11-29T10:00:00.000Z' });
      }),
    );
    await user.click(await screen.findByRole('radio', { name: 'For seven days' }));
    await user.click(screen.getByRole('button', { name: 'Rotate key' }));
    expect(await screen.findByText(/The old key works until .*November 29, 2026/)).toBeVisible();
    expect(sent).toEqual({ overlapSeconds: 604800 });
  });

  test('has no actions for users who may only read', async () => {
    at(`/api-keys/${aKey().id}`, aKey(), aPerson('admin', { permissions: ['api_keys:read'] }));
    expect(await screen.findByRole('heading', { name: 'HR system' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Rotate' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Actions for HR system' })).toBeNull();
  });

  test('that was revoked disappears from the screen', async () => {
    at(`/api-keys/${aKey().id}`);
    server.use(handle(apiKeys.get, new Refusal('not_found')));
    expect(await screen.findByText('API key not found')).toBeVisible();
  });
});
