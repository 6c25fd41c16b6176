import { account } from '@muster/contracts/account/account';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, server } from '../../../../testing/server.ts';
import { aPreview } from '../../../../testing/templates.ts';
import { anInvitation, aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

const seats = { limit: 50, used: 37, available: 13, byStatus: { added: 5, invited: 2, active: 30 } };
const none = { created: 0, exists: 0, invalid: 0, seatLimitReached: 0, invited: 0 };
const bob = aUser({ email: 'bob@acme.test', name: 'Bob', status: 'invited', invitation: anInvitation() });

beforeEach(() => {
  server.use(
    handle(account.seats, seats),
    handle(groups.list, { data: [], nextCursor: null }),
    handle(emailTemplates.preview, aPreview()),
    handle(users.lookUp, ({ body }) => {
      const { emails } = body as { emails: string[] };
      return { data: emails.includes(bob.email) ? [{ email: bob.email, user: bob }] : [] };
    }),
  );
});

const field = () => screen.findByRole('textbox', { name: 'E-mail addresses' });
const chips = () => screen.queryAllByRole('button', { name: /^Edit / }).map((chip) => chip.textContent);
const atAddUsers = () => renderScreen(usersRoutes, { at: '/users/add', as: aPerson('admin') });

async function paste(user: UserEvent, text: string) {
  await user.click(await field());
  await user.paste(text);
}

describe('many addresses', () => {
  test('become chips as they are typed, by comma, space and Enter', async () => {
    const { user } = atAddUsers();
    await user.click(await field());
    await user.keyboard('a@x.org, Bo Li <b@x.org>; c@x.org d@x.org{Enter}');
    expect(chips()).toEqual(['a@x.org', 'Bo Li', 'c@x.org', 'd@x.org']);
    await user.keyboard('{Backspace}');
    expect(chips()).toEqual(['a@x.org', 'Bo Li', 'c@x.org']);
  });

  test('are pasted with their names from a spreadsheet, each once', async () => {
    const { user } = atAddUsers();
    await paste(user, 'Name\tMail\nAda Lovelace\tada@x.org\nGrace Hopper\tgrace@x.org\nAda\tADA@x.org');
    expect(chips()).toEqual(['Ada Lovelace', 'Grace Hopper']);
    expect(await screen.findByText('2 new users. 1 entered twice was left out')).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'First name' })).toBeNull();
    expect(await screen.findByText('11 of 50 seats left after this')).toBeVisible();
  });

  test('are corrected in place, and a typo with one click', async () => {
    const { user } = atAddUsers();
    await paste(user, 'ada@gmial.com; bob.x.org');
    await user.click(screen.getByRole('button', { name: 'Use ada@gmail.com' }));
    await user.click(screen.getByRole('button', { name: 'Edit bob.x.org, not valid' }));
    await user.keyboard('bob@x.org{Enter}');
    expect(chips()).toEqual(['ada@gmail.com', 'bob@x.org']);
    expect(screen.queryByRole('list', { name: 'Addresses to check' })).toBeNull();
    expect(await field()).toHaveFocus();
  });

  test('can be navigated with the arrow keys', async () => {
    const { user } = atAddUsers();
    await paste(user, 'a@x.org b@x.org c@x.org');
    await user.keyboard('{ArrowLeft}{ArrowLeft}{Delete}');
    expect(chips()).toEqual(['a@x.org', 'c@x.org']);
    await user.keyboard('{Enter}');
    expect(screen.getByRole('textbox', { name: 'New address instead of c@x.org' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(chips()).toEqual(['a@x.org', 'c@x.org']);
  });

  test('by the hundred show only the first ones and stay fast', async () => {
    const { user } = atAddUsers();
    await paste(user, Array.from({ length: 450 }, (_, n) => `user${n}@x.org`).join('\n'));
    expect(chips()).toHaveLength(100);
    await user.click(screen.getByRole('button', { name: 'Show 350 more' }));
    expect(chips()).toHaveLength(200);
  });

  test('above a thousand are referred to the file import', async () => {
    const { user } = atAddUsers();
    await paste(user, Array.from({ length: 1001 }, (_, n) => `user${n}@x.org`).join(','));
    expect(await screen.findByText('1,001 addresses are too many to add here')).toBeVisible();
    expect(screen.getByRole('link', { name: 'import it' })).toHaveAttribute('href', '/users/import');
  });

  test('that need more seats than available require a choice', async () => {
    const sent: unknown[] = [];
    server.use(
      handle(account.seats, { ...seats, used: 48, available: 2 }),
      handle(users.batch, ({ body }) => {
        sent.push(body);
        return {
          results: [
            { index: 0, outcome: 'created' as const, userId: aUser().id },
            { index: 1, outcome: 'created' as const, userId: aUser().id },
            { index: 2, outcome: 'seat_limit_reached' as const },
          ],
          summary: { ...none, created: 2, seatLimitReached: 1, invited: 2 },
        };
      }),
    );
    const { user } = atAddUsers();
    await paste(user, 'a@x.org b@x.org c@x.org');
    expect(await screen.findByText('2 seats are free for 3 new users: 1 too many')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add and invite 3 users' })).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Add the first 2 and leave out 1' }));
    await user.click(screen.getByRole('button', { name: 'Add and invite 2 users' }));
    expect(await screen.findByRole('heading', { name: '2 users were added' })).toHaveFocus();
    expect(sent).toMatchObject([{ onSeatLimit: 'fill' }]);
    const left = screen.getByRole('region', { name: 'No seat was left for 1 person' });
    expect(left).toHaveTextContent('c@x.org');
  });
});

test('the result lists each outcome, and only failed addresses return to the form', async () => {
  const errors = [{ pointer: '#/email', detail: 'This is not an e-mail address.', code: 'email_invalid' }];
  server.use(
    handle(users.batch, {
      results: [
        { index: 0, outcome: 'created', userId: aUser().id },
        { index: 1, outcome: 'exists', userId: bob.id },
        { index: 2, outcome: 'invalid', errors },
      ],
      summary: { ...none, created: 1, exists: 1, invalid: 1 },
    }),
  );
  const { user } = atAddUsers();
  await paste(user, 'ada@x.org, bob@acme.test, nonsense');
  expect(await screen.findByText('1 new user, 1 already here, 1 not valid')).toBeVisible();
  await user.click(screen.getByRole('switch', { name: 'Send invitation now' }));
  await user.click(screen.getByRole('button', { name: 'Add user' }));
  expect(await screen.findByRole('heading', { name: '1 user was added' })).toHaveFocus();
  const refused = screen.getByRole('region', { name: '1 address was refused' });
  expect(refused).toHaveTextContent('nonsense This is not an e-mail address.');
  const existing = screen.getByRole('region', { name: '1 was already here' });
  expect(within(existing).getByRole('link', { name: 'Bob' })).toHaveAttribute('href', `/users/${bob.id}`);
  expect(within(existing).getByRole('button', { name: 'Send again' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Correct and try again' }));
  await field();
  expect(chips()).toEqual(['nonsense']);
  await waitFor(() => expect(screen.getByRole('switch', { name: 'Send invitation now' })).not.toBeChecked());
});
