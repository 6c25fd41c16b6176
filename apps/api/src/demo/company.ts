import type { Prisma } from '@muster/database/client';
import { forAccount } from '@muster/database/scope';
import type { Dependencies } from '../dependencies.ts';
import { hashPassword } from '../platform/crypto/passwords.ts';
import { mintToken, newId } from '../platform/crypto/tokens.ts';
import { demoPassword } from '../platform/crypto/weak-password.ts';
import { acrossAccounts } from '../platform/db/across-accounts.ts';
import { sql } from '../platform/db/sql.ts';
import { emailOf, eventsOf, numbered } from './history.ts';
import { writeMails } from './mails.ts';
import { groupsOfCompany } from './names.ts';
import { type DemoPerson, makePeople } from './people.ts';

const name = 'Nordwind Logistics';
const employees = 240;
const seatLimit = 250;

/**
 * Creates the demo company: its owner and some 240 employees in 12 groups, with invitations, e-mails, events
 * and notifications of a year. Creates everything in one transaction, then renders the e-mails.
 * @param signIn address and password of the owner
 */
export async function createCompany(
  deps: Dependencies,
  signIn: { email: string; password: string },
): Promise<void> {
  const accountId = newId();
  const now = deps.clock.now();
  const owner = { id: newId(), name: 'Dana Demo', identityId: newId() };
  const people = makePeople(employees, now);
  const seatsUsed = 1 + people.filter(({ status }) => status !== 'deactivated').length;
  const passwordHash = await hashPassword(demoPassword(signIn.password));
  // Nobody signs in as the others, so they share one password that nobody knows.
  const unknownHash = await hashPassword(demoPassword(mintToken().token));
  const mails = people.flatMap((person) => emailOf(accountId, name, owner, person) ?? []);
  await forAccount(deps.database, accountId).$transaction(async (db) => {
    const look = {
      primaryColor: '#0b7285',
      locale: 'en',
      timeZone: 'Europe/Berlin',
      supportEmail: signIn.email,
    };
    const createdAt = people.reduce(
      (first, person) => (person.createdAt.getTime() < first.getTime() ? person.createdAt : first),
      now,
    );
    await db.account.create({
      data: { id: accountId, name, planName: 'Team', seatLimit, seatsUsed, createdAt, ...look },
    });
    const active = people.filter(({ activatedAt }) => activatedAt !== null);
    const identities = new Map(active.map((person) => [person.id, newId()]));
    await db.identity.createMany({
      data: [
        {
          id: owner.identityId,
          email: signIn.email,
          emailDisplay: signIn.email,
          name: owner.name,
          passwordHash,
          provedAt: now,
        },
        ...active.map((person) => ({
          id: identities.get(person.id) ?? newId(),
          email: person.email,
          emailDisplay: person.email,
          name: person.name,
          passwordHash: unknownHash,
          provedAt: now,
        })),
      ],
    });
    await db.user.createMany({
      data: [
        ownerRow(accountId, owner, signIn.email, createdAt),
        ...people.map((person) => userRow(accountId, person, identities)),
      ],
    });
    const groups = groupsOfCompany.map((group) => ({ ...group, accountId, id: newId(), createdAt }));
    await db.group.createMany({ data: groups });
    await db.groupMembership.createMany({
      data: people.flatMap((person) =>
        person.groups.map((index) => ({ accountId, userId: person.id, groupId: groups[index]?.id ?? '' })),
      ),
    });
    await db.invitation.createMany({
      data: people.flatMap((person) => invitationRow(accountId, owner, person)),
    });
    await db.email.createMany({ data: mails.map(({ email }) => email) });
    await db.emailEvent.createMany({ data: mails.flatMap(({ events }) => events) });
    const events = numbered(people.flatMap((person) => eventsOf(accountId, owner, person)));
    await db.event.createMany({ data: events });
    await db.eventSequence.create({
      data: { accountId, last: events.length, lastMs: deps.clock.now().getTime() },
    });
    await db.notification.createMany({ data: notificationRows(accountId, owner.id, events) });
  });
  await writeMails(
    deps,
    owner,
    people,
    mails.map(({ email }) => email),
    (person) => person.groups.flatMap((index) => groupsOfCompany[index]?.name ?? []).join(', '),
  );
  // The planner has no statistics of these rows yet, and autovacuum would take a minute to collect them.
  await acrossAccounts(deps, 'statistics of the demo company').query(sql`ANALYZE`);
}

function ownerRow(
  accountId: string,
  owner: { id: string; name: string; identityId: string },
  email: string,
  at: Date,
) {
  const [firstName = '', lastName = ''] = owner.name.split(' ');
  const person = { firstName, lastName, name: owner.name, email, emailDisplay: email };
  const state = { role: 'owner', status: 'active', activatedAt: at, createdAt: at } as const;
  return { accountId, id: owner.id, identityId: owner.identityId, ...person, ...state };
}

function userRow(accountId: string, person: DemoPerson, identities: ReadonlyMap<string, string>) {
  const { groups: _, invitation: __, email, ...rest } = person;
  return { ...rest, accountId, email, emailDisplay: email, identityId: identities.get(person.id) ?? null };
}

function invitationRow(accountId: string, owner: { id: string; name: string }, person: DemoPerson) {
  const { invitation } = person;
  if (!invitation) return [];
  const { id, emailId, sentAt, expiresAt, delivery, detail } = invitation;
  const isRevoked = person.status === 'deactivated' && person.activatedAt === null;
  return [
    {
      accountId,
      id,
      userId: person.id,
      state: person.activatedAt
        ? ('accepted' as const)
        : isRevoked
          ? ('revoked' as const)
          : ('pending' as const),
      delivery,
      deliveryDetail: detail,
      emailId,
      sentAt: delivery === 'queued' ? null : sentAt,
      issuedAt: sentAt,
      expiresAt,
      acceptedAt: person.activatedAt,
      revokedAt: isRevoked ? person.deactivatedAt : null,
      invitedById: owner.id,
      invitedByName: owner.name,
      createdAt: person.createdAt,
    },
  ];
}

/** The notifications of the latest activations for the owner; the newest are unread. */
function notificationRows(accountId: string, userId: string, events: readonly Prisma.EventCreateManyInput[]) {
  return events
    .filter(({ type }) => type === 'user.activated')
    .sort((a, b) => Number(b.createdAt) - Number(a.createdAt))
    .slice(0, 25)
    .map((event, index) => ({
      accountId,
      id: newId(),
      userId,
      eventId: event.id ?? newId(),
      type: event.type,
      subjectId: event.userId ?? null,
      subjectName: event.userName ?? null,
      readAt: index < 3 ? null : new Date(event.createdAt),
      createdAt: event.createdAt,
    }));
}
