import { randomUUID } from 'node:crypto';
import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { type MailboxMessage, mailbox } from '@muster/contracts/instance/mailbox';
import { defined } from '@muster/contracts/kit/defined';
import { type User, users } from '@muster/contracts/people/users';
import { openDatabase } from '@muster/database/client';
import type * as z from 'zod';
import { codeHash } from '../../src/features/access/auth/sign-up-code.ts';
import { deriveSecrets } from '../../src/platform/crypto/secrets.ts';
import { type Browser, openBrowser } from './browser.ts';
import { installationAt } from './installations.ts';

/** A strong password for every person in these tests. */
export const password = 'a fine horse battery';

/**
 * How long an e-mail may take after its worker was killed: its jobs are taken over when the heartbeat stops.
 */
export const mailPatience = { timeout: 180_000, interval: 250 };

/** The API's users and captured e-mails, with times as text. */
export type UserAnswer = z.input<typeof User>;
export type Mail = z.input<typeof MailboxMessage>;

/** A unique address. */
export function anAddress(name = 'person'): string {
  return `${name}.${randomUUID().slice(0, 8)}@example.org`;
}

/**
 * Signs up a company.
 * @returns its owner's browser
 */
export async function signUp(url: string, email = anAddress('owner')): Promise<Browser> {
  const browser = openBrowser(url);
  const { id } = await startSignUp(browser, email);
  await browser.call(auth.confirmSignUp, { body: { id, code: await chooseCode(url, id) } });
  return browser;
}

/** Signs a company up; the code is still missing. */
export function startSignUp(browser: Browser, email: string) {
  const body = { accountName: 'Acme', name: 'Olga Owner', email, password };
  return browser.call(auth.signUp, { body });
}

/**
 * Replaces the code of a sign-up by a known one, as only the operator could, whatever transport sends the e-mail.
 * @returns the code
 */
export async function chooseCode(url: string, id: string): Promise<string> {
  const code = '204816';
  const { databaseUrl, secretKey } = await installationAt(url);
  const { database, close } = openDatabase({ url: databaseUrl, max: 1 });
  const data = { codeHash: codeHash({ secrets: deriveSecrets(secretKey) }, id, code) };
  await database.signUp.update({ where: { id }, data });
  await close();
  return code;
}

/** All users of the account, from all pages. */
export async function allUsers(browser: Browser): Promise<UserAnswer[]> {
  const found: UserAnswer[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = defined({ limit: 200, sort: 'email' as const, cursor: cursor ?? undefined });
    const page = await browser.call(users.list, { query });
    found.push(...page.data);
    cursor = page.nextCursor;
  }
  return found;
}

/** All captured e-mails, newest first; with an address only those to it. */
export async function allMails(browser: Browser, to?: string): Promise<Mail[]> {
  const found: Mail[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = defined({ limit: 200, to, cursor: cursor ?? undefined });
    const page = await browser.call(mailbox.list, { query });
    found.push(...page.data);
    cursor = page.nextCursor;
  }
  return found;
}

/** All captured invitations, without the e-mails about signing up and in. */
export async function allInvitations(browser: Browser): Promise<Mail[]> {
  return (await allMails(browser)).filter(({ template }) => template === 'invitation');
}

/** How many e-mails each address received. */
export function countByAddress(mails: readonly Mail[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { to } of mails) counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}

/** The token of the link in an e-mail. */
export function tokenIn(mail: Mail | undefined): string {
  return /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
}

/**
 * Accepts the invitation in an e-mail.
 * @returns the employee's browser
 */
export function activate(url: string, mail: Mail | undefined): Promise<Browser> {
  return activateWith(url, tokenIn(mail));
}

/**
 * Accepts an invitation by the token of its link.
 * @returns the employee's browser
 */
export async function activateWith(url: string, token: string): Promise<Browser> {
  const browser = openBrowser(url);
  const body = { token, firstName: 'Ada', lastName: 'Lovelace', password };
  await browser.call(activation.accept, { body });
  return browser;
}
