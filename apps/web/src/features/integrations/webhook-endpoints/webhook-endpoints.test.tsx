import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { aDelivery, anEndpoint } from '../../../testing/webhook-endpoints.ts';
import { places } from './places.ts';
import type { WebhookDelivery } from './webhook-endpoint.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDi4b0qyvXbRc=';

function at(address: string, endpoint = anEndpoint(), deliveries: WebhookDelivery[] = []) {
  server.use(
    handle(webhookEndpoints.list, { data: [endpoint], nextCursor: null, total: 1 }),
    handle(webhookEndpoints.get, endpoint),
    handle(webhookEndpoints.deliveries, { data: deliveries, nextCursor: null, total: deliveries.length }),
  );
  return renderScreen(places.routes, { at: address, as: aPerson('admin') });
}

function detailOf(delivery: WebhookDelivery) {
  const actor = { type: 'system' as const, id: null, name: 'Muster' };
  const data = { sequence: 7, accountId: delivery.id, actor, target: null, user: null, changes: {} };
  return { ...delivery, payload: { type: delivery.type, timestamp: delivery.createdAt, data } };
}

describe('a new endpoint', () => {
  test('gets the chosen events; a refused URL is reported at its field', async () => {
    const { user } = at('/webhooks/new');
    let sent: unknown;
    server.use(
      handle(webhookEndpoints.create, ({ body }) => {
        sent = body;
        const detail = 'This address is private.';
        return new Refusal('webhook_url_refused', [
          { pointer: '#/url', detail, code: 'webhook_url_refused' },
        ]);
      }),
    );
    const url = await screen.findByRole('textbox', { name: 'URL' });
    await user.type(url, 'example.com/hook');
    await user.click(screen.getByRole('radio', { name: 'Chosen events' }));
    await user.click(screen.getByRole('button', { name: 'Add endpoint' }));
    expect(await screen.findByText(/Enter a full address/)).toBeVisible();
    expect(screen.getByText('Choose at least one event, or all of them.')).toBeVisible();
    await user.clear(url);
    await user.type(url, 'https://10.0.0.1/hook');
    await user.type(screen.getByRole('searchbox', { name: 'Search events' }), 'group.');
    await user.click(screen.getByRole('checkbox', { name: 'Groups' }));
    await user.click(screen.getByRole('checkbox', { name: 'Group deleted' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search events' }), '{Enter}');
    expect(sent, 'searching sends nothing').toBeUndefined();
    await user.click(screen.getByRole('button', { name: 'Add endpoint' }));
    expect(await screen.findByText('This address is private.')).toBeVisible();
    expect(url).toHaveFocus();
    expect(sent).toEqual({
      url: 'https://10.0.0.1/hook',
      description: '',
      events: ['group.created', 'group.updated', 'group.merged', 'group.user_added', 'group.user_removed'],
      isEnabled: true,
    });
  });

  test('shows its secret once, and how to check signatures with it', async () => {
    const { user } = at('/webhooks/new');
    server.use(handle(webhookEndpoints.create, { ...anEndpoint(), secret }));
    await user.type(
      await screen.findByRole('textbox', { name: 'URL' }),
      'https://hr.acme.test/webhooks{Enter}',
    );
    expect(await screen.findByRole('textbox', { name: 'Signing secret' })).toHaveValue(secret);
    expect(screen.getByText(/verifyWebhook\(/)).toBeVisible();
  });
});

describe('an endpoint', () => {
  test('that Muster disabled shows the reason, and can be enabled', async () => {
    const gone = anEndpoint({
      isEnabled: false,
      disabledReason: 'gone',
      disabledAt: '2026-11-20T10:00:00.000Z',
    });
    const { user } = at(`/webhooks/${gone.id}`, gone);
    let sent: unknown;
    server.use(
      handle(webhookEndpoints.update, ({ body }) => {
        sent = body;
        return anEndpoint();
      }),
    );
    expect(await screen.findByText(/it answered 410/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send test event' })).toBeDisabled();
    await user.click(screen.getByRole('switch', { name: 'Enabled' }));
    await expect.poll(() => sent).toEqual({ isEnabled: true });
  });

  test('is not disabled without a warning about the consequences', async () => {
    const { user } = at(`/webhooks/${anEndpoint().id}`);
    let isSent = false;
    server.use(
      handle(webhookEndpoints.update, () => {
        isSent = true;
        return anEndpoint({ isEnabled: false });
      }),
    );
    await user.click(await screen.findByRole('switch', { name: 'Enabled' }));
    const dialog = await screen.findByRole('dialog', { name: 'Turn this endpoint off?' });
    expect(dialog).toHaveTextContent('Waiting deliveries fail now');
    expect(isSent).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Turn off' }));
    await expect.poll(() => isSent).toBe(true);
  });

  test('opens the test event that was sent to it', async () => {
    const delivery = aDelivery({ type: 'webhook_endpoint.test' });
    const { user, router } = at(`/webhooks/${anEndpoint().id}`);
    server.use(
      handle(webhookEndpoints.test, delivery),
      handle(webhookDeliveries.get, detailOf({ ...delivery, status: 'succeeded', attemptCount: 1 })),
    );
    await user.click(await screen.findByRole('button', { name: 'Send test event' }));
    expect(await screen.findByRole('dialog', { name: 'Test event' })).toHaveTextContent('Succeeded');
    expect(router.state.location.pathname).toBe(`/webhooks/${anEndpoint().id}/deliveries/${delivery.id}`);
  });

  test("replays events since a time in the account's time zone, and shows how many", async () => {
    const { user } = at(`/webhooks/${anEndpoint().id}/replay`);
    let sent: unknown;
    server.use(
      handle(webhookEndpoints.replay, ({ body }) => {
        sent = body;
        return { count: 12 };
      }),
    );
    const since = await screen.findByLabelText('Since');
    await user.clear(since);
    await user.type(since, '2026-11-20T09:30');
    await user.click(screen.getByRole('button', { name: 'Replay' }));
    expect(await screen.findByText('12 events will be sent again.')).toBeVisible();
    expect(sent).toEqual({ since: '2026-11-20T08:30:00.000Z' });
  });
});

test('a delivery shows the response to each attempt, and can be resent', async () => {
  const attempt = { time: '2026-11-22T09:59:10.000Z', durationMs: 15_000 };
  const failing = aDelivery({
    attemptCount: 2,
    nextAttemptAt: '2099-01-01T00:00:00.000Z',
    attempts: [
      { ...attempt, status: 503, error: 'status_refused', responseExcerpt: 'closed for repairs' },
      {
        ...attempt,
        time: '2026-11-22T09:59:00.000Z',
        status: null,
        error: 'timed_out',
        responseExcerpt: null,
      },
    ],
  });
  const { user } = at(`/webhooks/${anEndpoint().id}/deliveries/${failing.id}`, anEndpoint(), [failing]);
  let isSent = false;
  server.use(
    handle(webhookDeliveries.get, detailOf(failing)),
    handle(webhookDeliveries.redeliver, () => {
      isSent = true;
      return failing;
    }),
  );
  const drawer = await screen.findByRole('dialog', { name: 'User added' });
  expect(drawer).toHaveTextContent('Failing');
  expect(drawer).toHaveTextContent('closed for repairs');
  expect(drawer).toHaveTextContent('No answer within 15 seconds');
  expect(drawer).toHaveTextContent(failing.eventId);
  expect(drawer).toHaveTextContent('"sequence": 7');
  await user.click(within(drawer).getByRole('button', { name: 'Deliver again' }));
  await expect.poll(() => isSent).toBe(true);
});
