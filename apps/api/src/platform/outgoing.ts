import type { EmailTemplateKey } from '@muster/contracts/email-templates';
import type { EventType, StreamEvent } from '@muster/contracts/events';
import type { Locale } from '@muster/contracts/primitives';
import type { Context, PublicContext } from './context.ts';
import { newId } from './crypto/tokens.ts';
import { liveChannelName } from './events/live.ts';
import { streamEventsOf } from './events/topics.ts';
import { type Query, recordset, sql } from './sql.ts';
import { type AdminMail, tellAdmins } from './tell-admins.ts';

/** One audited fact to be. */
export interface NewEvent {
  readonly type: EventType;
  readonly target?: { type: 'account' | 'user' | 'group' | 'invitation'; id: string; name: string };
  /** The user it is about. */
  readonly user?: { id: string; name: string };
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One mail to be. */
export interface NewEmail {
  /** Its id where something else names it already. */
  readonly id?: string;
  readonly template: EmailTemplateKey;
  readonly to: string;
  readonly userId: string;
  readonly invitationId?: string;
  readonly locale: Locale;
  /** A test of a text: its subject says so, its links are dead. */
  readonly isTest?: boolean;
  /** The template's variables; kept encrypted until the mail has left. */
  readonly variables: Readonly<Record<string, string>>;
}

/** What a transaction hands over to leave the building after its commit. */
export interface Outgoing {
  /** Writes a fact to the audit log. @returns its id */
  record(event: NewEvent): string;
  /** Puts a mail into the outbox and queues its delivery. @returns its id */
  sendEmail(email: NewEmail): string;
  /**
   * Tells the account's active admins, except the actor, about an event just recorded, each the way they chose.
   * @param mail what is said by mail; without it the event is told in the app only
   */
  notifyAdmins(eventId: string, mail?: AdminMail): void;
  /** Tells open screens that a list changed, where no event says so. */
  announce(topic: StreamEvent): void;
}

/** Who does it, and in which request: what an event says of its origin. */
type Origin = Pick<Context, 'actor' | 'request'>;
type Scope = PublicContext & { accountId: string; query: Query };
type KeptEvent = NewEvent & { readonly id: string; readonly by: Origin };
type KeptEmail = NewEmail & { readonly id: string };

/** What a transaction collected to send out. */
export interface Collected {
  readonly events: KeptEvent[];
  readonly emails: KeptEmail[];
  readonly told: Map<string, AdminMail | undefined>;
  readonly announced: Set<StreamEvent>;
}

/** Nothing collected yet. */
export function collectNothing(): Collected {
  return { events: [], emails: [], told: new Map(), announced: new Set() };
}

/** What one caller hands over to a transaction: usually its only one. */
export function createOutgoing(by: Origin, { events, emails, told, announced }: Collected): Outgoing {
  return {
    record(event) {
      const id = newId();
      events.push({ ...event, id, by });
      return id;
    },
    sendEmail(email) {
      const id = email.id ?? newId();
      emails.push({ ...email, id });
      return id;
    },
    notifyAdmins(eventId, mail) {
      told.set(eventId, mail);
    },
    announce(topic) {
      announced.add(topic);
    },
  };
}

/** Writes all that was collected, in a few statements just before the commit. */
export async function flushOutgoing(scope: Scope, collected: Collected): Promise<void> {
  const { events, emails, told, announced } = collected;
  if (events.length > 0) await writeEvents(scope, events);
  if (told.size > 0) {
    for (const email of await tellOf(scope, collected)) emails.push({ ...email, id: newId() });
    announced.add('notification');
  }
  if (emails.length > 0) {
    await queueEmails(scope, emails);
    announced.add('emails.changed');
  }
  for (const { type } of events) for (const topic of streamEventsOf(type)) announced.add(topic);
  if (announced.size > 0) await announce(scope, [...announced]);
}

/** Nobody is told of what they did themselves, so those are told apart who did it. */
async function tellOf(scope: Scope, { events, told }: Collected): Promise<NewEmail[]> {
  const toTell = events.filter(({ id }) => told.has(id));
  const mails: NewEmail[] = [];
  for (const [, alike] of Map.groupBy(toTell, ({ by }) => by.actor.id)) {
    const [first] = alike;
    if (!first) continue;
    const withMails = alike.map((event) => {
      const mail = told.get(event.id);
      return { ...event, ...(mail ? { mail } : {}) };
    });
    mails.push(...(await tellAdmins({ ...scope, actor: first.by.actor }, withMails)));
  }
  return mails;
}

const eventColumns = {
  id: 'uuid',
  type: 'text',
  actor_type: 'text',
  actor_id: 'uuid',
  actor_name: 'text',
  target_type: 'text',
  target_id: 'uuid',
  target_name: 'text',
  user_id: 'uuid',
  user_name: 'text',
  data: 'jsonb',
  ip_address: 'text',
  request_id: 'text',
};

async function writeEvents({ query, accountId, now }: Scope, events: readonly KeptEvent[]): Promise<void> {
  const rows = events.map(({ id, type, target, user, data, by: { actor, request } }) => ({
    ...{ id, type, actor_type: actor.type, actor_id: actor.id, actor_name: actor.name },
    ...{ target_type: target?.type, target_id: target?.id, target_name: target?.name },
    ...{ user_id: user?.id, user_name: user?.name, data: { ...data, ...request.origin } },
    ...{ ip_address: request.ipAddress, request_id: request.id },
  }));
  await query(sql`
    INSERT INTO events (account_id, id, type, actor_type, actor_id, actor_name, target_type, target_id,
      target_name, user_id, user_name, data, ip_address, request_id, created_at)
    SELECT ${accountId}::uuid, e.*, ${now()}::timestamptz FROM ${recordset('e', eventColumns, rows)}`);
}

/** Mails one job hands over: their number of jobs stays small, and a batch is filled by several. */
const mailsPerJob = 20;

async function queueEmails({ query, accountId, deps, now }: Scope, emails: readonly KeptEmail[]) {
  const rows = emails.map(({ id, userId, invitationId, template, locale, to, isTest, variables }) => ({
    id,
    user_id: userId,
    invitation_id: invitationId,
    template,
    locale,
    to,
    is_test: isTest ?? false,
    sealed: Buffer.from(deps.secrets.seal(variables)).toString('base64'),
  }));
  const columns = {
    id: 'uuid',
    user_id: 'uuid',
    invitation_id: 'uuid',
    template: 'text',
    locale: 'text',
    to: 'text',
    is_test: 'boolean',
    sealed: 'text',
  };
  // That it is queued needs no row of its own: the mail's own beginning says so.
  await query(sql`
    INSERT INTO emails (account_id, id, user_id, invitation_id, template, locale, "to", is_test, sealed, created_at,
      updated_at)
    SELECT ${accountId}::uuid, e.id, e.user_id, e.invitation_id, e.template, e.locale, e."to", e.is_test,
      decode(e.sealed, 'base64'), ${now()}::timestamptz, ${now()}::timestamptz
    FROM ${recordset('e', columns, rows)}`);
  const ids = emails.map(({ id }) => id);
  const jobs = [];
  for (let start = 0; start < ids.length; start += mailsPerJob) {
    jobs.push({ accountId, emailIds: ids.slice(start, start + mailsPerJob) });
  }
  await deps.jobs.add('emails.deliver', jobs, { query });
}

// PostgreSQL hands the message to every listening process, and only if the transaction commits.
async function announce({ query, accountId }: Scope, topics: StreamEvent[]) {
  const message = JSON.stringify({ accountId, topics });
  await query(sql`SELECT 1 AS ok FROM (SELECT pg_notify(${liveChannelName}, ${message})) AS sent`);
}
