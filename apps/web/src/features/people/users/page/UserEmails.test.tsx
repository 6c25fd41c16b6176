import { emails } from '@muster/contracts/mail/emails';
import { users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { anEmail } from '../../../../testing/emails.ts';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, server } from '../../../../testing/server.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

test('an e-mail to a user shows its delivery status, and opens', async () => {
  const ada = aUser();
  const mail = anEmail();
  server.use(
    handle(users.get, ada),
    handle(users.listEmails, { data: [mail], nextCursor: null, total: 1 }),
    handle(emails.get, mail),
  );
  const at = `/users/${ada.id}/emails`;
  const { user, router } = renderScreen(usersRoutes, { at, as: aPerson('admin') });
  const history = await screen.findByRole('list', { name: 'Delivery history' });
  expect(within(history).getByText('250 accepted')).toBeVisible();
  await user.click(screen.getByRole('link', { name: mail.subject }));
  const drawer = await screen.findByRole('dialog', { name: mail.subject });
  expect(await within(drawer).findByTitle(/^The e-mail/)).toBeInTheDocument();
  expect(screen.getByRole('tab', { name: 'E-mails', hidden: true })).toHaveAttribute('aria-selected', 'true');
  await user.click(within(drawer).getByRole('button', { name: 'Close' }));
  await expect.poll(() => router.state.location.pathname).toBe(at);
});
