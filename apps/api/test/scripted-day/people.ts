import { activation } from '@muster/contracts/access/activation';
import { account } from '@muster/contracts/account/account';
import { notifications } from '@muster/contracts/mail/notifications';
import { groups } from '@muster/contracts/people/groups';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { days } from '../../src/platform/clock.ts';
import type { Person } from '../given.ts';
import type { Company } from './company.ts';
import type { Day } from './day.ts';
import { unsubscribe } from './mail.ts';

/** The account begins: its settings, groups and first users. */
export async function foundCompany({ api, step, accept }: Day, owner: Person): Promise<Company> {
  await step('change the settings of the account', () =>
    owner.call(account.update, {
      body: {
        ...{ name: 'Acme Learning', timeZone: 'Europe/Berlin', primaryColor: '#224466' },
        ...{ supportEmail: 'help@acme.example', invitationReminderDays: [3, 6], invitationLifetimeDays: 14 },
      },
    }),
  );
  const berlin = await step('create a group', () =>
    owner.call(groups.create, { body: { name: 'Berlin', description: 'Everyone in Berlin' } }),
  );
  const office = await step('create another group', () =>
    owner.call(groups.create, { body: { name: 'Office' } }),
  );
  const groupIds = { berlin: berlin.id, office: office.id };
  await step('rename a group and describe it', () =>
    owner.call(groups.update, {
      params: { id: office.id },
      body: { name: 'Head office', description: 'Second floor' },
    }),
  );
  await step('add an admin with an invitation', () =>
    owner.call(users.create, {
      body: {
        ...{ email: 'Ada@example.org', firstName: 'Ada', lastName: 'Lovelace', role: 'admin', locale: 'de' },
        ...{ groupIds: [berlin.id, office.id], sendInvitation: true },
      },
    }),
  );
  await step('three days pass and a reminder is due', async () => {
    api.clock.advance(days(3));
    await api.deps.jobs.add('invitations.remind', [{}], api.deps.database);
  });
  await step('the admin stops the reminders', () => unsubscribe(api, 'ada@example.org'));
  const admin = await step('the admin accepts', () =>
    accept('ada@example.org', { firstName: 'Ada', lastName: 'King' }),
  );
  return { owner, admin, groupIds };
}

/** Users are added one by one and in batches, changed, and removed. */
export async function addPeople(day: Day, { owner, admin, groupIds }: Company): Promise<void> {
  const { step } = day;
  const grace = await step('add a user without an invitation', () =>
    admin.call(users.create, {
      body: {
        email: 'grace@example.org',
        firstName: 'Grace',
        externalId: 'G-1',
        groupIds: [groupIds.berlin],
      },
    }),
  );
  await step('add many users', () =>
    owner.call(users.batch, {
      body: {
        users: [
          {
            email: 'alan@example.org',
            firstName: 'Alan',
            lastName: 'Turing',
            sendInvitation: true,
            locale: 'de',
          },
          { email: 'edsger@example.org', firstName: 'Edsger', groupIds: [groupIds.office] },
          { email: 'grace@example.org' },
          { email: 'no address' },
          {
            email: 'barbara@example.org',
            sendInvitation: true,
            groupIds: [groupIds.berlin, groupIds.office],
          },
          { email: 'alan@example.org' },
        ],
      },
    }),
  );
  await step('change a user', () =>
    owner.call(users.update, {
      params: { id: grace.id },
      body: {
        ...{ email: 'grace.hopper@example.org', lastName: 'Hopper', locale: 'en', externalId: null },
        ...{ role: 'admin', groupIds: [groupIds.office] },
      },
    }),
  );
  await step('change nothing of a user', () =>
    owner.call(users.update, { params: { id: grace.id }, body: { lastName: 'Hopper' } }),
  );
  const inGroup = { id: grace.id, groupId: groupIds.berlin };
  await step('put a user into a group', () => owner.call(users.addGroup, { params: inGroup }));
  await step('take a user out of a group', () => owner.call(users.removeGroup, { params: inGroup }));
  const page = await owner.call(users.list, { query: { sort: 'email' } });
  const idOf = (email: string) => page.data.find((user) => user.email === email)?.id ?? '';
  const both = [grace.id, idOf('edsger@example.org')];
  const params = { id: groupIds.berlin };
  await step('put several users into a group', () =>
    owner.call(groups.addUsers, { params, body: { userIds: both } }),
  );
  await step('take several users out of a group', () =>
    owner.call(groups.removeUsers, { params, body: { userIds: both } }),
  );
  await step('deactivate a user', () =>
    admin.call(users.deactivate, { params: { id: idOf('edsger@example.org') } }),
  );
  await step('reactivate a user', () =>
    admin.call(users.reactivate, { params: { id: idOf('edsger@example.org') } }),
  );
  await step('deactivate a user who was invited', () =>
    admin.call(users.deactivate, { params: { id: idOf('barbara@example.org') } }),
  );
  await step('remove a user', () => owner.call(users.delete, { params: { id: idOf('edsger@example.org') } }));
  const spare = await owner.call(groups.create, { body: { name: 'Spare' } });
  await owner.call(users.addGroup, { params: { id: grace.id, groupId: spare.id } });
  await step('delete a group with a user in it', () =>
    owner.call(groups.delete, { params: { id: spare.id } }),
  );
}

/** Invitations are sent, renewed, revoked and accepted. */
export async function invitePeople(day: Day, { owner, admin, groupIds }: Company): Promise<void> {
  const { api, step, accept } = day;
  await step('choose notifications', () =>
    admin.call(notifications.saveSettings, {
      body: {
        data: [
          { event: 'user.activated', inApp: 'daily', email: 'daily' },
          { event: 'account.seat_limit_reached', inApp: 'off' },
        ],
      },
    }),
  );
  const ken = await step('add a user', () =>
    owner.call(users.create, {
      body: { email: 'ken@example.org', firstName: 'Ken', groupIds: [groupIds.office] },
    }),
  );
  const invitation = await step('invite a user', () =>
    owner.call(users.invite, { params: { id: ken.id }, body: {} }),
  );
  const old = await api.given.tokenFor('ken@example.org');
  await step('send the invitation again', () =>
    admin.call(invitations.resend, { params: { id: invitation.id }, body: {} }),
  );
  await step('ask for a new link with an old one', () =>
    api.anonymous().call(activation.requestNewLink, { body: { token: old } }),
  );
  await step('revoke the invitation', () =>
    owner.call(invitations.revoke, { params: { id: invitation.id } }),
  );
  await step('invite the user again', () => owner.call(users.invite, { params: { id: ken.id }, body: {} }));
  await step('the user accepts', () => accept('ken@example.org', { firstName: 'Ken', lastName: 'Thompson' }));
  await step('another user accepts', () =>
    accept('alan@example.org', { firstName: 'Alan', lastName: 'Turing' }),
  );
  await step('the next morning comes', async () => {
    api.clock.advance(days(1));
    await api.deps.jobs.add('notifications.send-digests', [{}], api.deps.database);
  });
  await step('an admin stops all notification mails', () => unsubscribe(api, admin.email));
}
