import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import type { Figures } from './InvitationsCard.tsx';
import { places } from './places.ts';

const calm: Figures = {
  invitations: { pending: 0, expired: 0, undelivered: 0, acceptedLast30Days: 4 },
  users: { total: 30, added: 0, deactivated: 0, neverSignedIn: 0 },
  mail: { transport: 'smtp', isWorking: true, detail: null, failed: 0 },
};

function atOverview(figures: Figures) {
  server.use(
    handle(account.overview, figures),
    handle(account.seats, {
      limit: 50,
      used: 30,
      available: 20,
      byStatus: { added: 0, invited: 0, active: 30 },
    }),
    handle(auditEvents.list, { data: [], nextCursor: null }),
  );
  return renderScreen(places.routes, { at: '/overview', as: aPerson('admin') });
}

describe('the overview', () => {
  test('offers one obvious next step in an empty account', async () => {
    atOverview({ ...calm, users: { ...calm.users, total: 1 } });
    expect(await screen.findByRole('link', { name: 'Add your first user' })).toHaveAttribute(
      'href',
      '/users/add',
    );
    expect(screen.queryByRole('link', { name: 'Add users' })).toBeNull();
  });

  test('links to users who need attention', async () => {
    atOverview({
      ...calm,
      invitations: { pending: 9, expired: 2, undelivered: 1, acceptedLast30Days: 4 },
      users: { ...calm.users, added: 5 },
    });
    const undelivered = await screen.findByRole('link', { name: /One invitation was not delivered/ });
    const query = new URL(undelivered.getAttribute('href') ?? '', 'http://muster.test').searchParams;
    expect(query.getAll('delivery')).toEqual(['bounced', 'complained', 'suppressed', 'failed']);
    expect(screen.getByRole('link', { name: /2 invitations have expired/ })).toHaveAttribute(
      'href',
      '/users?invitation=expired',
    );
    expect(screen.getByRole('link', { name: /5 users are waiting/ })).toHaveAttribute(
      'href',
      '/users?status=added',
    );
  });

  test('warns first that e-mails are not being sent, with the reason', async () => {
    atOverview({
      ...calm,
      mail: { transport: 'smtp', isWorking: false, detail: 'connect ECONNREFUSED', failed: 3 },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('E-mails are not being sent');
    expect(alert).toHaveTextContent('connect ECONNREFUSED');
    expect(screen.getByRole('link', { name: 'Open the outbox' })).toHaveAttribute(
      'href',
      '/notification-settings/outbox',
    );
    expect(screen.getByRole('link', { name: /3 e-mails could not be sent/ })).toHaveAttribute(
      'href',
      '/notification-settings/outbox?status=failed',
    );
  });

  test('says when nothing needs attention', async () => {
    atOverview(calm);
    expect(await screen.findByText(/Nothing needs your attention/)).toBeVisible();
    expect(screen.getByText('of 50 seats used')).toBeVisible();
  });

  test('can be retried after a failure', async () => {
    atOverview(calm);
    server.use(handle(account.overview, new Refusal('internal_error')));
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
