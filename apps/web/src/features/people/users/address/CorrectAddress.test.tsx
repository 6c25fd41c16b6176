import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { anInvitation, aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

const bounced = aUser({
  status: 'invited',
  invitation: anInvitation({ delivery: 'bounced', deliveryDetail: 'mailbox does not exist' }),
});

function atUser(user = bounced) {
  const updates: unknown[] = [];
  const invitations: unknown[] = [];
  server.use(
    handle(users.list, { data: [user], nextCursor: null, total: 1 }),
    handle(groups.list, { data: [], nextCursor: null, total: 0 }),
    handle(savedViews.list, { data: [] }),
    handle(users.get, user),
    handle(users.update, ({ body }) => {
      updates.push(body);
      return { ...user, ...(body as { email: string }) };
    }),
    handle(users.invite, ({ body }) => {
      invitations.push(body);
      const { id, name, email } = user;
      const times = {
        acceptedAt: null,
        revokedAt: null,
        createdAt: user.createdAt,
        updatedAt: user.createdAt,
      };
      const sent = { ...anInvitation(), ...times, user: { id, name, email }, invitedBy: null };
      return body ? sent : new Refusal('address_suppressed');
    }),
  );
  const at = `/users/${user.id}`;
  return { updates, invitations, ...renderScreen(usersRoutes, { at, as: aPerson('admin') }) };
}

describe('an address that does not work', () => {
  test("is corrected from the user's page", async () => {
    const { user, updates } = atUser();
    await user.click(await screen.findByRole('button', { name: 'Correct address' }));
    const dialog = await screen.findByRole('dialog', { name: 'Correct the address of Ada Lovelace' });
    expect(dialog).toHaveTextContent('mailbox does not exist');
    expect(dialog).toHaveTextContent('Groups, seat and history are kept');
    const field = within(dialog).getByRole('textbox', { name: 'E-mail address' });
    expect(field).toHaveValue('ada@acme.test');
    await user.click(within(dialog).getByRole('button', { name: 'Save and send' }));
    expect(await within(dialog).findByText(/Please enter another one/)).toBeVisible();
    // The existing text is selected, so typing replaces it.
    field.blur();
    field.focus();
    await user.keyboard('ada.lovelace@acme.test{Enter}');
    expect(
      await screen.findByText('A new invitation is on its way to ada.lovelace@acme.test.'),
    ).toBeVisible();
    expect(updates).toEqual([{ email: 'ada.lovelace@acme.test' }]);
  });

  test('that another user has is reported at the field, with a link to the user', async () => {
    const { user } = atUser();
    server.use(handle(users.update, new Refusal('user_exists', [], { userId: aUser().id })));
    await user.click(await screen.findByRole('button', { name: 'Correct address' }));
    const field = await screen.findByRole('textbox', { name: 'E-mail address' });
    await user.clear(field);
    await user.type(field, 'grace@acme.test{Enter}');
    expect(await screen.findByText(/title of user_exists/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open this user' })).toBeVisible();
  });

  test('can be corrected from its line in the list', async () => {
    const { user, router } = atUser();
    await screen.findByRole('heading', { name: 'Ada Lovelace' });
    await router.navigate('/users');
    const row = await screen.findByRole('row', { name: /Bounced: mailbox does not exist/ });
    await user.click(within(row).getByRole('button', { name: 'Correct address' }));
    expect(await screen.findByRole('dialog', { name: /Correct the address/ })).toBeVisible();
    expect(router.state.location.pathname).toBe('/users');
  });
});

describe('an address that the e-mail provider blocks', () => {
  const suppressed = aUser({ status: 'invited', invitation: anInvitation({ delivery: 'suppressed' }) });

  test('is reported before sending, and sending can be forced', async () => {
    const { user, invitations } = atUser(suppressed);
    await user.click(await screen.findByRole('button', { name: 'Resend invitation' }));
    const dialog = await screen.findByRole('dialog', { name: 'E-mails to ada@acme.test are blocked' });
    await user.click(within(dialog).getByRole('button', { name: 'Send anyway' }));
    expect(await screen.findByText('The invitation to ada@acme.test is on its way.')).toBeVisible();
    expect(invitations).toEqual([undefined, { despiteSuppression: true }]);
    expect(screen.queryByRole('dialog', { name: /are blocked/ })).toBeNull();
  });

  test('offers to correct it', async () => {
    const { user } = atUser(suppressed);
    await user.click(await screen.findByRole('button', { name: 'Resend invitation' }));
    const blocked = await screen.findByRole('dialog', { name: /are blocked/ });
    await user.click(within(blocked).getByRole('button', { name: 'Correct address' }));
    expect(await screen.findByRole('dialog', { name: /Correct the address/ })).toBeVisible();
  });

  test('of a user without an invitation is corrected, and then the invitation is sent', async () => {
    const { user, updates, invitations } = atUser(aUser());
    await user.click(await screen.findByRole('button', { name: 'Send invitation' }));
    const blocked = await screen.findByRole('dialog', { name: /are blocked/ });
    await user.click(within(blocked).getByRole('button', { name: 'Correct address' }));
    const field = await screen.findByRole('textbox', { name: 'E-mail address' });
    await user.clear(field);
    await user.type(field, 'countess@acme.test{Enter}');
    await expect.poll(() => updates).toEqual([{ email: 'countess@acme.test' }]);
    await expect.poll(() => invitations).toHaveLength(2);
  });
});
