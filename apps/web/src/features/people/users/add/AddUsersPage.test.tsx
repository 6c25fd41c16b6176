import { account } from '@muster/contracts/account/account';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { groups } from '@muster/contracts/people/groups';
import { type BatchResult, users } from '@muster/contracts/people/users';
import { screen, waitFor, within } from '@testing-library/react';
import type { RouteObject } from 'react-router-dom';
import { Link } from 'react-router-dom';
import { beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, server } from '../../../../testing/server.ts';
import { aPreview } from '../../../../testing/templates.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

const navy = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000010',
  name: 'Navy',
  description: '',
  userCount: 3,
  twinIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
type BatchAnswer = BatchResult['results'][number];
const seats = { limit: 50, used: 37, available: 13, byStatus: { added: 5, invited: 2, active: 30 } };

beforeEach(() => {
  server.use(
    handle(account.seats, seats),
    handle(users.lookUp, { data: [] }),
    handle(groups.list, ({ query }) => ({
      data: navy.name.toLowerCase().includes((query.get('q') ?? '').toLowerCase()) ? [navy] : [],
      nextCursor: null,
    })),
    handle(emailTemplates.preview, ({ query }) =>
      aPreview({ subject: query.get('locale') === 'de' ? 'Grace lädt Sie ein' : 'Grace invites you' }),
    ),
  );
});

function atAddUsers(as = aPerson('admin')) {
  const elsewhere: RouteObject[] = [
    { path: 'groups', element: <Link to="/users/add">Back</Link> },
    { path: 'notification-settings/emails/invitation', element: <Link to="/users/add">Back</Link> },
  ];
  return renderScreen([...usersRoutes, ...elsewhere], { at: '/users/add', as });
}

const address = () => screen.findByRole('textbox', { name: 'E-mail addresses' });
const chips = () => screen.queryAllByRole('button', { name: /^Edit / }).map((chip) => chip.textContent);

/** Responds to a batch as the API would: with `outcomes` where given, otherwise with `created`. */
function batch(sent: unknown[], outcomes: Readonly<Record<string, Partial<BatchAnswer>>> = {}) {
  return handle(users.batch, ({ body }) => {
    sent.push(body);
    const people = (body as { users: { email: string; sendInvitation: boolean }[] }).users;
    const results = people.map(({ email }, index) => ({
      index,
      outcome: 'created' as const,
      userId: aUser().id,
      ...outcomes[email],
    }));
    const count = (kind: string) => results.filter(({ outcome }) => outcome === kind).length;
    const invited = people[0]?.sendInvitation ? count('created') : 0;
    const summary = {
      created: count('created'),
      exists: count('exists'),
      invalid: count('invalid'),
      seatLimitReached: count('seat_limit_reached'),
      invited,
    };
    return { results, summary };
  });
}

describe('adding a user', () => {
  test('submits on Enter and shows the result', async () => {
    const sent: unknown[] = [];
    server.use(batch(sent));
    const { user } = atAddUsers();
    await user.type(await address(), 'ada@acme.test');
    await user.type(screen.getByRole('combobox', { name: 'Groups' }), 'nav');
    await user.click(await screen.findByRole('option', { name: /Navy/ }));
    await user.type(screen.getByRole('textbox', { name: 'First name' }), 'Ada');
    await user.type(screen.getByRole('textbox', { name: 'Last name' }), 'Lovelace{Enter}');
    expect(await screen.findByRole('heading', { name: 'Ada Lovelace was added' })).toHaveFocus();
    expect(screen.getByText(/The invitation to ada@acme.test is on its way/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open user' })).toBeVisible();
    expect(sent).toMatchObject([
      {
        users: [
          {
            email: 'ada@acme.test',
            firstName: 'Ada',
            lastName: 'Lovelace',
            groupIds: [navy.id],
            sendInvitation: true,
          },
        ],
        onSeatLimit: 'refuse',
      },
    ]);
    await user.click(screen.getByRole('button', { name: 'Add another' }));
    expect(await address()).toHaveValue('');
    expect(chips()).toEqual([]);
  });

  test('reports an invalid address before it is sent', async () => {
    const { user } = atAddUsers();
    await user.click(await address());
    await user.keyboard('not an address{Enter}');
    expect(await screen.findByText('has no @, so it is not an e-mail address.')).toBeVisible();
    await user.keyboard('{Enter}');
    expect(await screen.findByText('This does not look like an e-mail address.')).toBeVisible();
    await waitFor(async () => expect(await address()).toHaveFocus());
  });

  test('links to the user who has the address, and explains what will happen', async () => {
    const ada = aUser({ status: 'active' });
    server.use(handle(users.lookUp, { data: [{ email: ada.email, user: ada }] }));
    const { user } = atAddUsers();
    await user.type(await address(), 'Ada@Acme.test{Enter}');
    const notices = await screen.findByRole('list', { name: 'Addresses to check' });
    expect(notices).toHaveTextContent('Ada Lovelace is already active. Nothing changes.');
    expect(screen.getByRole('link', { name: 'Ada Lovelace' })).toHaveAttribute('href', `/users/${ada.id}`);
  });

  test('previews the e-mail, with its recipient and language', async () => {
    let requested: unknown;
    server.use(
      handle(emailTemplates.preview, ({ query, body }) => {
        requested = body;
        return aPreview({
          subject: query.get('locale') === 'de' ? 'Grace lädt Sie ein' : 'Grace invites you',
        });
      }),
    );
    const { user } = atAddUsers();
    const field = await address();
    const preview = screen.getByRole('complementary', { name: 'Preview of the invitation' });
    await waitFor(() => expect(preview).toHaveTextContent('Grace invites you'));
    const frame = within(preview).getByTitle('Preview of the e-mail');
    expect(frame).toHaveAttribute('sandbox', '');
    expect(frame.getAttribute('srcdoc')).toContain('<p>Hello Ada,</p>');
    await user.type(field, 'ada@acme.te');
    await user.type(screen.getByRole('textbox', { name: 'First name' }), 'Ada');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'Deutsch');
    await waitFor(() => expect(preview).toHaveTextContent('Grace lädt Sie ein'));
    expect(preview).toHaveTextContent('To ada@acme.te');
    await waitFor(() =>
      expect(requested).toEqual({ recipient: { email: 'ada@acme.te', firstName: 'Ada', groupIds: [] } }),
    );
  });

  test('links to the text of the e-mail, and preserves the form in the meantime', async () => {
    const { user, router } = atAddUsers();
    await user.type(await address(), 'ada@acme.test');
    await user.type(screen.getByRole('textbox', { name: 'First name' }), 'Ada');
    await user.click(screen.getByRole('link', { name: 'Edit invitation e-mail' }));
    expect(router.state.location).toMatchObject({
      pathname: '/notification-settings/emails/invitation',
      search: '?from=add-users',
    });
    await user.click(await screen.findByRole('link', { name: 'Back' }));
    await address();
    expect(chips()).toEqual(['Ada']);
    expect(screen.getByRole('textbox', { name: 'First name' })).toHaveValue('Ada');
  });

  test('describes the e-mail to users who may not see its text', async () => {
    const admin = aPerson('admin');
    const permissions = admin.permissions.filter((one) => !one.startsWith('email_templates:'));
    const { user } = atAddUsers({ ...admin, permissions });
    await user.type(await address(), 'ada@acme.test');
    expect(screen.getByText('An invitation with an activation link goes to ada@acme.test.')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Edit invitation e-mail' })).toBeNull();
    await user.click(screen.getByRole('switch', { name: 'Send invitation now' }));
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  test('preserves the input while a group is created on another page', async () => {
    const { user } = atAddUsers();
    await user.type(await address(), 'ada@acme.test');
    await user.type(screen.getByRole('textbox', { name: 'Last name' }), 'Lovelace');
    await user.click(screen.getByRole('switch', { name: 'Send invitation now' }));
    await user.click(screen.getByRole('link', { name: 'Add / edit user groups' }));
    await user.click(await screen.findByRole('link', { name: 'Back' }));
    await address();
    expect(chips()).toEqual(['Lovelace']);
    expect(screen.getByRole('textbox', { name: 'Last name' })).toHaveValue('Lovelace');
    expect(screen.getByRole('switch', { name: 'Send invitation now' })).not.toBeChecked();
    expect(screen.getByRole('button', { name: 'Add user' })).toBeVisible();
  });

  test('creates a group in the field', async () => {
    server.use(handle(groups.create, ({ body }) => ({ ...navy, ...(body as { name: string }) })));
    const { user } = atAddUsers();
    await address();
    await user.type(screen.getByRole('combobox', { name: 'Groups' }), 'Sales');
    await user.click(await screen.findByRole('option', { name: 'Create “Sales”' }));
    expect(await screen.findByRole('button', { name: 'Remove Sales' })).toBeVisible();
  });

  test('counts the seats left after this user', async () => {
    atAddUsers();
    expect(await screen.findByText('12 of 50 seats left after this')).toBeVisible();
  });

  test('explains that no seat is free', async () => {
    server.use(handle(account.seats, { ...seats, used: 50, available: 0 }));
    atAddUsers();
    expect(await screen.findByText('All 50 seats are taken')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add and invite' })).toBeDisabled();
  });
});
