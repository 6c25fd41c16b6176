import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { aTemplate, aTemplateRow } from '../../../../testing/templates.ts';
import { EmailTemplatesPage } from './EmailTemplatesPage.tsx';

const welcome = aTemplateRow({
  key: 'welcome',
  name: 'Welcome',
  canDisable: true,
  customisedLocales: ['en', 'de'],
  updatedAt: '2026-01-02T10:00:00.000Z',
});
const reminder = aTemplateRow({ key: 'invitation_reminder', name: 'Invitation reminder', isEnabled: false });
const bounced = aTemplateRow({ key: 'invitation_bounced', name: 'Bounce', audience: 'admins' });

function atList(as = aPerson('admin')) {
  server.use(handle(emailTemplates.list, { data: [aTemplateRow(), reminder, welcome, bounced] }));
  return renderScreen(<EmailTemplatesPage />, { as });
}

const rowOf = async (name: string) => {
  const link = await screen.findByRole('link', { name });
  return within(link.closest('tr') as HTMLElement);
};

describe('the list of e-mails', () => {
  test('shows the recipient, the origin of the text and whether it is enabled', async () => {
    atList();
    const invitation = await rowOf('Invitation');
    expect(invitation.getByText('Users')).toBeVisible();
    expect(invitation.getByText('Default')).toBeVisible();
    expect(invitation.getByText('Always')).toBeVisible();
    expect((await rowOf('Welcome')).getByText('Customised in English and Deutsch')).toBeVisible();
    expect((await rowOf('Bounce')).getByText('Admins')).toBeVisible();
  });

  test('a row opens the editor', async () => {
    const { user, router } = atList();
    await user.click((await rowOf('Welcome')).getByText('Users'));
    expect(router.state.location.pathname).toBe('/notification-settings/emails/welcome');
  });

  test('an e-mail can be turned off', async () => {
    const { user } = atList();
    let sent: unknown;
    server.use(
      handle(emailTemplates.update, ({ params, body }) => {
        sent = { ...params, ...(body as object) };
        server.use(handle(emailTemplates.list, { data: [{ ...welcome, isEnabled: false }] }));
        return aTemplate({ ...welcome, isEnabled: false });
      }),
    );
    await user.click(await screen.findByRole('switch', { name: 'Send “Welcome”' }));
    expect(await screen.findByText('“Welcome” is no longer sent.')).toBeVisible();
    expect(sent).toEqual({ key: 'welcome', isEnabled: false });
    await expect.poll(() => screen.getByRole('switch', { name: 'Send “Welcome”' })).not.toBeChecked();
  });

  test('a switch is reset if its change fails, and the reason appears', async () => {
    const { user } = atList();
    server.use(handle(emailTemplates.update, new Refusal('email_always_sent')));
    await user.click(await screen.findByRole('switch', { name: 'Send “Welcome”' }));
    expect(await screen.findByText('title of email_always_sent')).toBeVisible();
    expect(screen.getByRole('switch', { name: 'Send “Welcome”' })).toBeChecked();
  });

  test('reminders are enabled by their days, in the invitation settings', async () => {
    atList();
    const row = await rowOf('Invitation reminder');
    expect(row.getByText('Off')).toBeVisible();
    expect(row.getByRole('link', { name: 'Reminder days' })).toHaveAttribute(
      'href',
      '/notification-settings/invitations',
    );
  });

  test('users who may only read have no switches', async () => {
    const admin = aPerson('admin');
    const permissions = admin.permissions.filter((one) => one !== 'email_templates:write');
    atList({ ...admin, permissions });
    expect((await rowOf('Welcome')).getByText('On')).toBeVisible();
    expect(screen.queryByRole('switch')).toBeNull();
  });
});
