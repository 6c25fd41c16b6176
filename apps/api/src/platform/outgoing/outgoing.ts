import { type StreamEvent, streamEventsOf } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import { emailKinds } from '../../generated/mails.ts';
import type { Context, PublicContext } from '../context/context.ts';
import { newId } from '../crypto/tokens.ts';
import type { SqlConnection } from '../db/pipeline.ts';
import { defineRow, unnestRows } from '../db/rows.ts';
import { sql } from '../db/sql.ts';
import { liveChannelName } from '../events/live.ts';
import { type NumberedEvents, numberEvents } from '../events/sequence.ts';
import { encodeEvents, writeEvents } from '../events/write-events.ts';
import { type EmailLane, emailTurnsSql, laneFor, turnUnlessHeldSql } from './email-lanes.ts';
import { notifyAdmins } from './notify-admins.ts';
import type {
  AdminMail,
  NewEmail,
  Outgoing,
  PendingEvent,
  RecordedEvent,
  SealedEmail,
} from './outgoing-types.ts';

/** The actor and request that an event records as its origin. */
type Origin = Pick<Context, 'actor' | 'request' | 'deps'>;
type Scope = PublicContext & SqlConnection & { accountId: string };

/** Everything a transaction collected to send out. */
export interface Collected {
  readonly events: PendingEvent[];
  /** The e-mails of each caller: how many one writes decides their lane. */
  readonly emails: SealedEmail[][];
  readonly toNotify: Map<RecordedEvent, AdminMail | undefined>;
  readonly announced: Set<StreamEvent>;
}

/** An empty collection. */
export function emptyCollection(): Collected {
  return { events: [], emails: [], toNotify: new Map(), announced: new Set() };
}

/** Creates the collector of one caller of a transaction, which is usually its only one. */
export function createOutgoing(by: Origin, { events, emails, toNotify, announced }: Collected): Outgoing {
  const own: SealedEmail[] = [];
  emails.push(own);
  return {
    record(event) {
      const pending = { ...event, id: '', sequence: 0, by };
      events.push(pending);
      return pending;
    },
    sendEmail(email) {
      const sealed = 'sealed' in email ? email : sealEmail(by, email);
      own.push(sealed);
      return sealed.id;
    },
    notifyAdmins(event, mail) {
      toNotify.set(event, mail);
    },
    announce(topic) {
      announced.add(topic);
    },
  };
}

/** Encrypts the variables of an e-mail and gives it its id. */
export function sealEmail({ deps }: Pick<Context, 'deps'>, email: NewEmail): SealedEmail {
  const { variables, ...others } = email;
  return { ...others, id: email.id ?? newId(), sealed: deps.secrets.seal(variables) };
}

/**
 * Writes everything collected, just before the commit. Statements are sent without waiting for each other, so
 * that PostgreSQL and the process work at the same time.
 */
export async function flushOutgoing(scope: Scope, collected: Collected): Promise<void> {
  const { events, toNotify, announced } = collected;
  const emails = collected.emails.flatMap(inLanes);
  if (emails.length > 0) announced.add('emails.changed');
  for (const { type } of events) for (const topic of streamEventsOf(type)) announced.add(topic);
  insertEmails(scope, emails);
  // From here on, other writers of the account's events wait, so numbering comes late.
  const numbering = events.length > 0 ? numberEvents(scope, events.length) : undefined;
  const encoded = encodeEvents(events);
  const numbered = await numbering;
  if (numbered) {
    assignNumbers(events, numbered);
    await writeEvents(scope, numbered, encoded);
  }
  if (toNotify.size > 0) {
    const mails = (await notificationMails(scope, collected)).map((email) => sealEmail(scope, email));
    insertEmails(
      scope,
      mails.map((email) => ({ ...email, lane: 'single' })),
    );
    if (mails.length > 0) announced.add('emails.changed');
    announced.add('notification');
  }
  announce(scope, [...announced]);
}

function assignNumbers(events: readonly PendingEvent[], { numbers }: NumberedEvents): void {
  for (const [index, event] of events.entries()) Object.assign(event, numbers[index]);
}

/** Nobody is notified of their own actions, so events are grouped by actor. */
async function notificationMails(scope: Scope, { events, toNotify }: Collected): Promise<NewEmail[]> {
  const notifiable = events.filter((event) => toNotify.has(event));
  const mails: NewEmail[] = [];
  for (const [, ofActor] of Map.groupBy(notifiable, ({ by }) => by.actor.id)) {
    const [first] = ofActor;
    if (!first) continue;
    const withMails = ofActor.map((event) => {
      const mail = toNotify.get(event);
      return defined({ ...event, mail });
    });
    mails.push(...(await notifyAdmins({ ...scope, actor: first.by.actor }, withMails)));
  }
  return mails;
}

/** An e-mail with its lane. */
type QueuedEmail = SealedEmail & { readonly lane: EmailLane };

/** The e-mails of one caller. */
function inLanes(emails: readonly SealedEmail[]): QueuedEmail[] {
  const laneOf = ({ template, isTest }: SealedEmail) =>
    laneFor(isTest ? 'single' : emailKinds[template].lane, emails.length);
  return emails.map((email) => ({ ...email, lane: laneOf(email) }));
}

const emailRow = defineRow<QueuedEmail>({
  id: 'id uuid',
  userId: 'user_id uuid',
  invitationId: 'invitation_id uuid',
  template: 'template text',
  locale: 'locale text',
  to: 'to text',
  isTest: 'is_test boolean',
  sealed: 'sealed bytea',
  lane: 'lane email_lane',
});

function insertEmails({ pipeline, accountId, now }: Scope, emails: readonly QueuedEmail[]) {
  if (emails.length === 0) return;
  const rows = emails.map((email) => ({ ...email, isTest: email.isTest ?? false }));
  // The history needs no row for queueing: the e-mail's creation time shows it.
  pipeline(sql`
    WITH ${emailTurnsSql(accountId)}
    INSERT INTO emails (account_id, id, user_id, invitation_id, template, locale, "to", is_test, sealed, created_at,
      updated_at, lane, turn, is_held)
    SELECT ${accountId}::uuid, e.id, e.user_id, e.invitation_id, e.template, e.locale, e."to", e.is_test,
      e.sealed, ${now()}::timestamptz, ${now()}::timestamptz, e.lane, ${turnUnlessHeldSql(sql`e.id`)}, t.is_held
    FROM ${unnestRows('e', emailRow, rows)} JOIN turns t ON t.lane = e.lane`);
}

// PostgreSQL delivers the message to every listening process, and only if the transaction commits.
function announce({ pipeline, accountId }: Scope, topics: StreamEvent[]) {
  if (topics.length === 0) return;
  const message = JSON.stringify({ accountId, topics });
  pipeline(sql`SELECT 1 AS ok FROM (SELECT pg_notify(${liveChannelName}, ${message})) AS sent`);
}
