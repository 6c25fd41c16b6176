import { expect, test } from 'vitest';
import { paths, safeReturnPath } from './paths.ts';

test('all paths stay stable, because bookmarks and e-mails use them', () => {
  const id = '0192f0c1-2d3e-7a4b-8c5d-000000000001';
  const addresses = {
    home: paths.home(),
    signIn: paths.signIn(),
    signInToReturn: paths.signIn('/users?q=a&status=active'),
    signUp: paths.signUp(),
    forgotPassword: paths.forgotPassword(),
    resetPassword: paths.resetPassword(),
    activate: paths.activate(),
    mailbox: paths.mailbox(),
    mailboxOf: paths.mailbox('ada+1@example.com'),
    overview: paths.overview(),
    users: paths.users(),
    usersFiltered: paths.users({ status: 'invited' }),
    addUsers: paths.addUsers(),
    importUsers: paths.importUsers(),
    userImport: paths.userImport(id),
    user: paths.user(id),
    userActions: paths.user(id, 'actions'),
    userEmail: paths.userEmail(id, id),
    oddId: paths.user('../groups'),
    groups: paths.groups(),
    newGroup: paths.newGroup(),
    group: paths.group(id),
    auditLog: paths.auditLog(),
    account: paths.account(),
    emailTemplates: paths.emailTemplates(),
    emailTemplate: paths.emailTemplate('invitation'),
    emailTemplateToReturn: paths.emailTemplate('invitation', { locale: 'de', from: '/users/add' }),
    invitationSettings: paths.invitationSettings(),
    notificationSettings: paths.notificationSettings(),
    outbox: paths.outbox(),
    outboxFiltered: paths.outbox({ status: ['failed', 'bounced'] }),
    email: paths.email(id),
    profile: paths.profile(),
    learning: paths.learning(),
  };
  expect(addresses).toMatchInlineSnapshot(`
    {
      "account": "/account",
      "activate": "/activate",
      "addUsers": "/users/add",
      "auditLog": "/audit-log",
      "email": "/notification-settings/outbox/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "emailTemplate": "/notification-settings/emails/invitation",
      "emailTemplateToReturn": "/notification-settings/emails/invitation?locale=de&from=%2Fusers%2Fadd",
      "emailTemplates": "/notification-settings",
      "forgotPassword": "/forgot-password",
      "group": "/groups/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "groups": "/groups",
      "home": "/",
      "importUsers": "/users/import",
      "invitationSettings": "/notification-settings/invitations",
      "learning": "/learning",
      "mailbox": "/mailbox",
      "mailboxOf": "/mailbox?to=ada%2B1%40example.com",
      "newGroup": "/groups/new",
      "notificationSettings": "/notification-settings/you",
      "oddId": "/users/..%2Fgroups",
      "outbox": "/notification-settings/outbox",
      "outboxFiltered": "/notification-settings/outbox?status=failed&status=bounced",
      "overview": "/overview",
      "profile": "/profile",
      "resetPassword": "/reset-password",
      "signIn": "/sign-in",
      "signInToReturn": "/sign-in?next=%2Fusers%3Fq%3Da%26status%3Dactive",
      "signUp": "/sign-up",
      "user": "/users/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "userActions": "/users/0192f0c1-2d3e-7a4b-8c5d-000000000001/actions",
      "userEmail": "/users/0192f0c1-2d3e-7a4b-8c5d-000000000001/emails/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "userImport": "/users/import/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "users": "/users",
      "usersFiltered": "/users?status=invited",
    }
  `);
});

test('the return path after sign-in keeps search and fragment', () => {
  expect(safeReturnPath('/users?q=ada#top')).toBe('/users?q=ada#top');
});

test.each([
  null,
  '',
  'users',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example/users',
  'javascript:alert(1)',
])('%j redirects to the home page', (next) => {
  expect(safeReturnPath(next)).toBe('/');
});
