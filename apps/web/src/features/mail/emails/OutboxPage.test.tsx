import { emails } from '@muster/contracts/mail/emails';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aFailedEmail, anEmail } from '../../../testing/emails.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, type Received, Refusal, server } from '../../../testing/server.ts';
import { places } from './places.ts';

const delivered = anEmail();
const failed = aFailedEmail({ to: 'bob@acme.test', user: { id: delivered.user.id, name: 'Bob' } });

function atOutbox(rows = [delivered, failed], { at = '/outbox', as = aPerson('admin') } = {}) {
  const requests: URLSearchParams[] = [];
  const sent: unknown[] = [];
  server.use(
    handle(emails.list, ({ query }: Received) => {
      if (query.get('limit') === '1') {
        const total = rows.filter(({ status }) => status === 'failed').length;
        return { data: [], nextCursor: null, total };
      }
      requests.push(query);
      const q = query.get('q');
      const found = q ? rows.filter(({ to }) => to.includes(q)) : rows;
      return { data: found, nextCursor: null, total: found.length };
    }),
    handle(emails.get, ({ params }) => rows.find(({ id }) => id === params.id) ?? new Refusal('not_found')),
    handle(emails.retryFailed, ({ body }) => {
      sent.push(body);
      return { queued: 1 };
    }),
  );
  return {
    requests,
    sent,
    ...renderScreen(
      places.settingsTabs.map(({ route }) => route),
      { at, as },
    ),
  };
}

describe('the outbox', () => {
  test('shows the delivery status of every e-mail, with the reason', async () => {
    atOutbox();
    const row = await screen.findByRole('row', { name: /bob@acme.test/ });
    expect(within(row).getByText('Failed')).toBeVisible();
    expect(within(row).getByText('connect ECONNREFUSED')).toBeVisible();
    expect(within(row).getByText('Invitation')).toBeVisible();
    expect(screen.getByText('2 e-mails')).toBeVisible();
  });

  test('keeps search and filters in the URL, even while an e-mail is open', async () => {
    const { user, router, requests } = atOutbox([delivered, failed], { at: '/outbox?status=failed' });
    await user.type(await screen.findByRole('searchbox', { name: 'Search recipient' }), 'bob');
    await expect.poll(() => router.state.location.search).toBe('?status=failed&q=bob');
    await expect.poll(() => requests.at(-1)?.get('q')).toBe('bob');
    expect(requests.at(-1)?.get('status')).toBe('failed');
    await expect.poll(() => screen.queryByRole('row', { name: /ada@acme.test/ })).toBeNull();
    const link = screen.getByRole('link', { name: failed.subject });
    expect(link).toHaveAttribute('href', expect.stringMatching(/outbox\/.*\?status=failed&q=bob$/));
  });

  test('names an e-mail that waits, and has no subject yet, by its kind', async () => {
    const waiting = anEmail({ subject: '', status: 'queued' });
    atOutbox([waiting], { at: `/outbox/${waiting.id}` });
    expect(await screen.findByRole('dialog', { name: 'Invitation' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Invitation', hidden: true })).toBeInTheDocument();
  });

  test('retries the failed ones among the selected e-mails', async () => {
    const { user, sent } = atOutbox();
    await user.click(await screen.findByRole('checkbox', { name: 'Select all loaded rows' }));
    await user.click(await screen.findByRole('button', { name: 'Send one failed e-mail again' }));
    expect(await screen.findByText('One e-mail is on its way again.')).toBeVisible();
    expect(sent).toEqual([{ ids: [failed.id] }]);
  });

  test('asks before it retries all, and reports what was skipped', async () => {
    const { user, sent } = atOutbox([failed, aFailedEmail({ id: delivered.id })]);
    await user.click(await screen.findByRole('button', { name: 'Send all failed again' }));
    const dialog = await screen.findByRole('dialog', { name: 'Send 2 failed e-mails again?' });
    await user.click(within(dialog).getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText(/One e-mail is on its way again; one was skipped/)).toBeVisible();
    expect(sent).toEqual([{ all: true }]);
  });

  test('offers no retry if nothing failed, or without the permission', async () => {
    atOutbox([delivered]);
    await screen.findByRole('row', { name: /ada@acme.test/ });
    expect(screen.queryByRole('button', { name: 'Send all failed again' })).toBeNull();
  });

  test('explains itself while it is empty', async () => {
    atOutbox([]);
    expect(await screen.findByRole('heading', { name: 'No e-mails yet' })).toBeVisible();
  });
});

describe('an e-mail in the outbox', () => {
  test('shows its history and its content, without running scripts', async () => {
    const { user } = atOutbox([delivered], { at: `/outbox/${delivered.id}` });
    const drawer = await screen.findByRole('dialog', { name: delivered.subject });
    const history = await within(drawer).findByRole('list', { name: 'Delivery history' });
    expect(
      within(history)
        .getAllByRole('listitem')
        .map((step) => step.textContent),
    ).toEqual([
      expect.stringContaining('Queued'),
      expect.stringContaining('Sent'),
      expect.stringMatching(/Delivered.*250 accepted/),
    ]);
    const frame = within(drawer).getByTitle(`The e-mail “${delivered.subject}”`);
    expect(frame).toHaveAttribute('sandbox', '');
    expect(frame).toHaveAttribute('srcdoc', expect.stringContaining('<p>Welcome to Acme</p>'));
    expect(within(drawer).getByText(/Links that sign someone in are shortened/)).toBeVisible();
    await user.click(within(drawer).getByRole('radio', { name: 'Plain text' }));
    expect(within(drawer).getByText('Welcome to Acme')).toBeVisible();
  });

  test('can be retried if it failed, and a refusal gives the reason', async () => {
    const { user } = atOutbox([failed], { at: `/outbox/${failed.id}` });
    server.use(handle(emails.retry, new Refusal('email_not_retryable')));
    const drawer = await screen.findByRole('dialog', { name: failed.subject });
    await user.click(await within(drawer).findByRole('button', { name: 'Send again' }));
    expect(await within(drawer).findByRole('alert')).toHaveTextContent('title of email_not_retryable');
    server.use(handle(emails.retry, { ...failed, status: 'queued' }));
    await user.click(within(drawer).getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('The e-mail to bob@acme.test is on its way again.')).toBeVisible();
  });

  test('is reported if it does not exist', async () => {
    atOutbox([], { at: `/outbox/${delivered.id}` });
    expect(await screen.findByRole('heading', { name: 'E-mail not found' })).toBeVisible();
  });
});
