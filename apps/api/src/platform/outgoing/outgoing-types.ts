import type { EventTarget } from '@muster/contracts/account/audit-events';
import type { EmailTemplateKey, EventType, StreamEvent } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { Actor, RequestInfo } from '../context/actor.ts';

/** One audited fact to be. */
export interface NewEvent {
  readonly type: EventType;
  readonly target?: EventTarget;
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

/** A mail to be whose variables are encrypted already, ahead of the transaction's own work. */
export type SealedEmail = Omit<NewEmail, 'id' | 'variables'> & {
  readonly id: string;
  readonly sealed: Uint8Array;
};

/** An event as a transaction collected it, and who caused it in which request. */
export type PendingEvent = NewEvent & {
  id: string;
  sequence: number;
  readonly by: { readonly actor: Actor; readonly request: RequestInfo };
};

/** The mail about an event; whom it is addressed to is filled in per admin. */
export interface AdminMail {
  readonly template: EmailTemplateKey;
  readonly variables: Readonly<Record<string, string>>;
}

/** An event that is written with the transaction; its id is given out then. */
export type RecordedEvent = Readonly<PendingEvent>;

/** What a transaction hands over to leave the building after its commit. */
export interface Outgoing {
  /** Writes a fact to the audit log. @returns a handle on it for `notifyAdmins` */
  record(event: NewEvent): RecordedEvent;
  /** Puts a mail into the outbox and queues its delivery. @returns its id */
  sendEmail(email: NewEmail | SealedEmail): string;
  /**
   * Tells the account's active admins, except the actor, about an event just recorded, each the way they chose.
   * @param event what `record` answered
   * @param mail what is said by mail; without it the event is told in the app only
   */
  notifyAdmins(event: RecordedEvent, mail?: AdminMail): void;
  /** Tells open screens that a list changed, where no event says so. */
  announce(topic: StreamEvent): void;
}
