import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { service } from '@muster/contracts/instance/service';
import type { CallInput } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { openDatabase } from '@muster/database/client';
import { findEmbedded } from '@muster/database/embedded/embedded';
import { expect } from '@playwright/test';
import { type Browser, openBrowser } from '../apps/api/test/process/browser.ts';
import { rememberInstallation } from '../apps/api/test/process/installations.ts';
import {
  activate,
  allMails,
  anAddress,
  type Mail,
  password,
  signUp,
} from '../apps/api/test/process/people.ts';

export { anAddress, password };

/** A person who can sign in, with an API client. */
export interface Person {
  readonly api: Browser;
  readonly email: string;
  readonly userId: string;
  readonly accountName: string;
  /** Signs in again. @returns the cookies of that session */
  freshCookies(): Promise<Map<string, string>>;
}

/** Creates test data through the API, and reads the mailbox. */
export interface Given {
  /** The owner of a new account. */
  anOwner(): Promise<Person>;
  /** The owner of the demo company: 240 users, 12 groups, every state. */
  theDemoOwner(): Promise<Person>;
  aUser(
    owner: Person,
    body?: Partial<CallInput<typeof users.create>['body']>,
  ): Promise<{ id: string; email: string }>;
  aGroup(owner: Person, name: string): Promise<{ id: string; name: string }>;
  /** Invites a user. @returns the user and the link of the invitation */
  anInvited(owner: Person, firstName?: string): Promise<{ id: string; email: string; link: string }>;
  /** A user who was invited and has activated. */
  aMember(owner: Person): Promise<Person>;
  /** Waits for the latest e-mail to an address. */
  mailTo(email: string, template?: Mail['template']): Promise<Mail>;
  /** The link in the latest e-mail of a template. */
  linkTo(email: string, template?: Mail['template']): Promise<string>;
  /** The code in the latest e-mail of a sign-up. */
  codeTo(email: string): Promise<string>;
  /** Expires the sign-ups of an address, which no endpoint can do. */
  expireSignUp(email: string): Promise<void>;
  /** Gives a group the name of an older one, as there are from before names had keys, which no endpoint can do. */
  giveOldName(groupId: string, name: string, nameKey: string): Promise<void>;
  /** Expires a user's invitation, which no endpoint can do. */
  expireInvitation(userId: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates the test data helpers.
 * @param url the URL of the app
 * @param dataDir its data folder, with the database
 */
export function createGiven(url: string, dataDir: string): Given {
  rememberInstallation(url, { DATA_DIR: dataDir });
  const anybody = openBrowser(url);
  let database: ReturnType<typeof openDatabase> | undefined;

  const personAt = async (api: Browser, secret = password): Promise<Person> => {
    const { user, identity, account: own } = await api.call(me.get, {});
    const credentials = { email: identity.email, password: secret };
    return {
      api,
      email: identity.email,
      userId: user.id,
      accountName: own.name,
      async freshCookies() {
        const browser = openBrowser(url);
        await browser.call(auth.signIn, { body: credentials });
        return browser.cookies;
      },
    };
  };

  const opened = async () => {
    const server = await findEmbedded({ dataDir });
    database ??= openDatabase({ url: server?.url ?? '', max: 1 });
    return database.database;
  };

  const given: Given = {
    anOwner: async () => personAt(await signUp(url)),
    async theDemoOwner() {
      const { demo } = await anybody.call(service.info, {});
      if (!demo) throw new Error('The demo company is not offered.');
      const api = openBrowser(url);
      await api.call(auth.signIn, { body: demo });
      return personAt(api, demo.password);
    },
    aUser: (owner, body = {}) =>
      owner.api.call(users.create, { body: { email: anAddress('user'), ...body } }),
    aGroup: (owner, name) => owner.api.call(groups.create, { body: { name } }),
    async anInvited(owner, firstName = 'Ada') {
      const user = await given.aUser(owner, { firstName, lastName: 'Lovelace', sendInvitation: true });
      return { id: user.id, email: user.email, link: await given.linkTo(user.email) };
    },
    async aMember(owner) {
      const { email } = await given.aUser(owner, { sendInvitation: true });
      return personAt(await activate(url, await given.mailTo(email)));
    },
    async mailTo(email, template = 'invitation') {
      let found: Mail | undefined;
      await expect(async () => {
        const mails = await allMails(anybody, email);
        found = mails.find((mail) => mail.template === template);
        expect(found, `an e-mail "${template}" to ${email}`).toBeDefined();
      }).toPass({ timeout: 20_000, intervals: [100] });
      return found as Mail;
    },
    async linkTo(email, template) {
      const { text } = await given.mailTo(email, template);
      return /https?:\/\/\S+#[\w-]{43}/.exec(text)?.[0] ?? '';
    },
    async codeTo(email) {
      const { subject } = await given.mailTo(email, 'sign_up_code');
      return /\d{6}/.exec(subject)?.[0] ?? '';
    },
    async expireSignUp(email) {
      const { signUp: signUps } = await opened();
      await signUps.updateMany({ where: { email }, data: { expiresAt: new Date(0) } });
    },
    async expireInvitation(userId) {
      const { invitation } = await opened();
      await invitation.updateMany({ where: { userId }, data: { expiresAt: new Date(0) } });
    },
    async giveOldName(id, name, nameKey) {
      const { group } = await opened();
      await group.updateMany({ where: { id }, data: { nameKey, twin: 1 } });
      await group.updateMany({ where: { id }, data: { name } });
    },
    close: async () => database?.close(),
  };
  return given;
}
