import { auditEvents } from '@muster/contracts/account/audit-events';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../platform/events/event-parts.ts';
import { aKey } from '../../../testing/api-keys.ts';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { aUser } from '../../../testing/users.ts';
import { places } from './places.ts';

const hr = aKey({ name: 'HR system' });
const navy = '0192f0c1-2d3e-7a4b-8c5d-000000000010';
const gone = '0192f0c1-2d3e-7a4b-8c5d-000000000011';

function anExport(filter: unknown): AuditEvent {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000009',
    type: 'users.exported',
    actor: { type: 'api_key', id: hr.id, name: 'HR system' },
    target: null,
    user: null,
    data: { filter },
    ipAddress: null,
    requestId: null,
    createdAt: '2026-11-20T10:00:00.000Z',
  };
}

function atLog(event: AuditEvent, search = '') {
  const requests: URLSearchParams[] = [];
  server.use(
    handle(auditEvents.list, ({ query }) => {
      requests.push(query);
      return { data: [event], nextCursor: null, total: 1 };
    }),
    handle(users.list, { data: [aUser({ name: 'Grace Hopper' })], nextCursor: null }),
    handle(users.get, new Refusal('not_found')),
    handle(apiKeys.list, { data: [hr, aKey({ id: navy, name: 'Payroll' })], nextCursor: null }),
    handle(groups.get, ({ params }) =>
      params.id === navy
        ? {
            ...{ id: navy, name: 'Navy', description: '', userCount: 2, twinIds: [] },
            ...{ createdAt: '2026-11-01T10:00:00.000Z', updatedAt: '2026-11-01T10:00:00.000Z' },
          }
        : new Refusal('not_found'),
    ),
  );
  const at = `/audit-log${search}`;
  return { requests, ...renderScreen(places.routes, { at, as: aPerson('admin') }) };
}

describe('an export in the log', () => {
  async function filtersOf(filter: unknown) {
    const { user } = atLog(anExport(filter));
    await user.click(await screen.findByRole('button', { name: 'Details' }));
    return screen.getByText('Filters').nextElementSibling as HTMLElement;
  }

  test('describes its filters like the users list', async () => {
    const filters = await filtersOf({
      ...{ q: 'ada', status: ['invited', 'active'], groupId: [navy, gone], role: ['admin'] },
      ...{ invitation: ['pending'], delivery: ['bounced'], lastLoginBefore: '2026-01-31T00:00:00.000Z' },
    });
    expect(await within(filters).findByText('Group: Navy or a deleted group')).toBeVisible();
    expect([...filters.children].map((line) => line.textContent)).toEqual([
      'Search: “ada”',
      'Status: Invited or Active',
      'Group: Navy or a deleted group',
      'Role: Admin',
      'Invitation: Open',
      'Delivery: Bounced',
      'Not signed in since: Jan 31, 2026',
    ]);
  });

  test('without filters covers all events', async () => {
    expect(await filtersOf({})).toHaveTextContent('Everyone');
  });

  test('shows filters of a later version unformatted', async () => {
    expect(await filtersOf({ costCentre: [7] })).toHaveTextContent('{"costCentre":[7]}');
  });
});

describe('the filter by who acted', () => {
  test('offers API keys beside users, and finds them by name', async () => {
    const { requests, user } = atLog(anExport({}));
    const who = await screen.findByRole('combobox', { name: 'Who' });
    await user.click(who);
    const keys = await screen.findByRole('group', { name: 'API keys' });
    expect(within(keys).getAllByRole('option')).toHaveLength(2);
    await user.type(who, 'hr');
    await waitFor(() => expect(screen.queryByRole('option', { name: 'Payroll' })).toBeNull());
    await user.click(screen.getByRole('option', { name: 'HR system' }));
    await waitFor(() => expect(requests.at(-1)?.get('actor')).toBe(hr.id));
    expect(who).toHaveValue('HR system');
  });

  test('gets the name of a revoked key from its events', async () => {
    const revoked = { type: 'api_key', id: gone, name: 'Old intranet' } as const;
    atLog({ ...anExport({}), actor: revoked }, `?actor=${gone}`);
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Who' })).toHaveValue('Old intranet'));
  });
});
