import type { EmailTemplateKey } from '@muster/contracts/email-templates';
import type { EventType, StreamEvent } from '@muster/contracts/events';
import type { Locale } from '@muster/contracts/primitives';
import { Prisma } from '@muster/database/client';
import type { AccountTransaction } from '@muster/database/scope';
import type { Actor, PublicContext } from './context.ts';
import { newId } from './crypto/tokens.ts';
import { liveChannelName } from './events/live.ts';
import { streamEventsOf } from './events/topics.ts';
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

type Scope = PublicContext & { accountId: string; actor: Actor; db: AccountTransaction };

/** Collects what a transaction sends out, and writes all of it in a few statements just before the commit. */
export function createOutgoing(scope: Scope): { handles: Outgoing; flush(): Promise<void> } {
  const events: (NewEvent & { id: string })[] = [];
  const emails: (NewEmail & { id: string })[] = [];
  const told = new Map<string, AdminMail | undefined>();
  const announced = new Set<StreamEvent>();
  const handles: Outgoing = {
    record(event) {
      const id = newId();
      events.push({ ...event, id });
      return id;
    },
    sendEmail(email) {
      const id = newId();
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
  return {
    handles,
    async flush() {
      if (events.length > 0)
        await scope.db.event.createMany({ data: events.map((event) => eventRow(scope, event)) });
      const toTell = events
        .filter(({ id }) => told.has(id))
        .map((event) => {
          const mail = told.get(event.id);
          return { ...event, ...(mail ? { mail } : {}) };
        });
      for (const email of await tellAdmins(scope, toTell)) emails.push({ ...email, id: newId() });
      if (emails.length > 0) await queueEmails(scope, emails);
      for (const topic of events.flatMap(({ type }) => streamEventsOf(type))) announced.add(topic);
      if (told.size > 0) announced.add('notification');
      if (emails.length > 0) announced.add('emails.changed');
      if (announced.size > 0) await announce(scope, [...announced]);
    },
  };
}

function eventRow(scope: Scope, event: NewEvent & { id: string }) {
  return {
    accountId: scope.accountId,
    id: event.id,
    type: event.type,
    actorType: scope.actor.type,
    actorId: scope.actor.id,
    actorName: scope.actor.name,
    targetType: event.target?.type ?? null,
    targetId: event.target?.id ?? null,
    targetName: event.target?.name ?? null,
    userId: event.user?.id ?? null,
    userName: event.user?.name ?? null,
    data: (event.data ?? {}) as Prisma.InputJsonObject,
    ipAddress: scope.request.ipAddress,
    requestId: scope.request.id,
    createdAt: scope.now(),
  };
}

async function queueEmails(scope: Scope, emails: readonly (NewEmail & { id: string })[]) {
  const createdAt = scope.now();
  const { accountId } = scope;
  await scope.db.email.createMany({
    data: emails.map((email) => ({
      accountId,
      id: email.id,
      userId: email.userId,
      invitationId: email.invitationId ?? null,
      template: email.template,
      locale: email.locale,
      to: email.to,
      isTest: email.isTest ?? false,
      sealed: scope.deps.secrets.seal(email.variables),
      createdAt,
    })),
  });
  await scope.db.emailEvent.createMany({
    data: emails.map((email) => ({
      accountId,
      id: newId(),
      emailId: email.id,
      type: 'queued',
      at: createdAt,
    })),
  });
  const jobs = emails.map((email) => ({ accountId, emailId: email.id }));
  await scope.deps.jobs.add('emails.deliver', jobs, scope.db);
}

// PostgreSQL hands the message to every listening process, and only if the transaction commits.
async function announce(scope: Scope, topics: StreamEvent[]) {
  const message = JSON.stringify({ accountId: scope.accountId, topics });
  await scope.db.$queryRaw(
    Prisma.sql`SELECT 1 AS ok FROM (SELECT pg_notify(${liveChannelName}, ${message})) AS sent`,
  );
}
