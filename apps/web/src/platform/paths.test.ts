import { expect, test } from 'vitest';
import { paths } from './paths.ts';

test('every address stays what bookmarks and mails say it is', () => {
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
    user: paths.user(id),
    userActions: paths.user(id, 'actions'),
    oddId: paths.user('../groups'),
    groups: paths.groups(),
    newGroup: paths.newGroup(),
    group: paths.group(id),
    auditLog: paths.auditLog(),
    account: paths.account(),
    profile: paths.profile(),
    learning: paths.learning(),
  };
  expect(addresses).toMatchInlineSnapshot(`
    {
      "account": "/account",
      "activate": "/activate",
      "addUsers": "/users/add",
      "auditLog": "/audit-log",
      "forgotPassword": "/forgot-password",
      "group": "/groups/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "groups": "/groups",
      "home": "/",
      "learning": "/learning",
      "mailbox": "/mailbox",
      "mailboxOf": "/mailbox?to=ada%2B1%40example.com",
      "newGroup": "/groups/new",
      "oddId": "/users/..%2Fgroups",
      "overview": "/overview",
      "profile": "/profile",
      "resetPassword": "/reset-password",
      "signIn": "/sign-in",
      "signInToReturn": "/sign-in?next=%2Fusers%3Fq%3Da%26status%3Dactive",
      "signUp": "/sign-up",
      "user": "/users/0192f0c1-2d3e-7a4b-8c5d-000000000001",
      "userActions": "/users/0192f0c1-2d3e-7a4b-8c5d-000000000001/actions",
      "users": "/users",
      "usersFiltered": "/users?status=invited",
    }
  `);
});
