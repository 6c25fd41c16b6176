import { randomUUID } from 'node:crypto';
import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { Permission } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import type { CallInput, CallResult } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Dependencies } from '../src/dependencies.ts';
import { setPlan } from '../src/features/account/account/index.ts';
import { accountContext } from '../src/platform/context/account-context.ts';
import { noRequest, operatorActor } from '../src/platform/context/actor.ts';
import type { TestClient } from './client.ts';

const Variables = z.object({ code: z.string() });

/** A strong password for every person in the tests. */
export const password = 'a fine horse battery';

/** A signed-in person. */
export interface Person extends TestClient {
  readonly email: string;
  readonly userId: string;
  readonly accountId: string;
}

/** Creates what a test needs, through the API itself. */
export interface Given {
  /** A new account with its owner signed in. */
  anOwner(options?: { seatLimit?: number; accountName?: string; email?: string }): Promise<Person>;
  /** Signs up and enters the code. The e-mail with the code is never sent, so that a test sees only its own. */
  signUp(
    client: TestClient,
    body: CallInput<typeof auth.signUp>['body'],
  ): Promise<CallResult<typeof auth.confirmSignUp>>;
  /** The code of the newest sign-up of an address, which waits to be sent; null if it is no code. */
  codeFor(email: string): Promise<string | null>;
  /** A person who was invited by the owner and has activated. */
  aMember(owner: Person, options?: { role?: Role; email?: string }): Promise<Person>;
  aUser(
    owner: Person,
    body?: Partial<CallInput<typeof users.create>['body']>,
  ): Promise<{ id: string; email: string }>;
  /** An API key of the caller, and a client that uses it. */
  aKey(
    creator: TestClient,
    body?: Partial<CallInput<typeof apiKeys.create>['body']>,
  ): Promise<TestClient & { readonly id: string; readonly key: string }>;
  aGroup(owner: Person, name?: string): Promise<{ id: string; name: string }>;
  /** Limits the seats of an account as the operator does. */
  limitSeats(owner: Person, seatLimit: number | null): Promise<void>;
  /** The captured e-mails to an address, newest first. */
  mailsTo(email: string): Promise<{ subject: string; html: string; text: string; template: string }[]>;
  /** The token of the newest link e-mailed to an address. */
  tokenFor(email: string): Promise<string>;
  /** Expires an invitation. */
  expire(invitationId: string): Promise<void>;
}

/** The parts of the test's application that it needs. */
interface Application {
  readonly deps: Dependencies;
  anonymous(): TestClient;
  withKey(key: string): TestClient;
  runJobs(): Promise<void>;
}

/** A unique address. */
export function anAddress(name = 'person'): string {
  return `${name}.${randomUUID().slice(0, 8)}@example.org`;
}

export function createGiven(api: Application): Given {
  const { database } = api.deps;
  const signedIn = (
    client: TestClient,
    me: { user: { id: string; email: string }; account: { id: string } },
  ): Person => Object.assign(client, { email: me.user.email, userId: me.user.id, accountId: me.account.id });

  const given: Given = {
    async anOwner({ seatLimit, accountName = 'Acme', email = anAddress('owner') } = {}) {
      const client = api.anonymous();
      const body = { accountName, name: 'Olga Owner', email, password };
      const { me } = await given.signUp(client, body);
      const owner = signedIn(client, me);
      if (seatLimit !== undefined) await given.limitSeats(owner, seatLimit);
      return owner;
    },
    async signUp(client, body) {
      const { id } = await client.call(auth.signUp, { body });
      const code = (await given.codeFor(body.email)) ?? '';
      await database.$executeRaw`DELETE FROM pgboss.job WHERE name = 'emails.send-installation'`;
      await database.installationEmail.deleteMany({ where: { to: body.email } });
      return client.call(auth.confirmSignUp, { body: { id, code } });
    },
    async codeFor(email) {
      const where = { to: email, template: 'sign_up_code' };
      const [mail] = await database.installationEmail.findMany({ where, orderBy: { id: 'desc' }, take: 1 });
      if (!mail?.sealed) return null;
      return Variables.parse(api.deps.secrets.unseal(mail.sealed)).code;
    },
    async aMember(owner, { role = 'member', email = anAddress(role) } = {}) {
      await given.aUser(owner, { email, role, sendInvitation: true });
      await api.runJobs();
      const client = api.anonymous();
      const body = { token: await given.tokenFor(email), firstName: 'Max', lastName: 'Member', password };
      const { me } = await client.call(activation.accept, { body });
      return signedIn(client, me);
    },
    aUser: (owner, body = {}) => owner.call(users.create, { body: { email: anAddress('user'), ...body } }),
    async aKey(creator, body = {}) {
      const wanted = { name: 'HR system', scopes: [...Permission.options], ...body };
      const { id, key } = await creator.call(apiKeys.create, { body: wanted });
      return Object.assign(api.withKey(key), { id, key });
    },
    aGroup: (owner, name = `Group ${randomUUID().slice(0, 8)}`) =>
      owner.call(groups.create, { body: { name } }),
    async limitSeats(owner, seatLimit) {
      await setPlan(accountContext(api.deps, owner.accountId, operatorActor, noRequest), seatLimit);
    },
    mailsTo: (email) =>
      database.mailboxMessage.findMany({ where: { address: email.toLowerCase() }, orderBy: { id: 'desc' } }),
    async tokenFor(email) {
      const mails = await given.mailsTo(email);
      const tokens = mails.flatMap(({ text }) => /#([\w-]{43})/.exec(text)?.[1] ?? []);
      expect(tokens, `links e-mailed to ${email}`).not.toHaveLength(0);
      return tokens[0] ?? '';
    },
    async expire(invitationId) {
      await database.invitation.updateMany({ where: { id: invitationId }, data: { expiresAt: new Date(0) } });
    },
  };
  return given;
}
