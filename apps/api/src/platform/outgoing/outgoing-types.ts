import type { EventTarget } from '@muster/contracts/account/audit-events';
import type { EmailTemplateKey, EventType, StreamEvent } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { Actor, RequestInfo } from '../context/actor.ts';

/** An audit event to write. */
export interface NewEvent {
  readonly type: EventType;
  readonly target?: EventTarget;
  /** The user it is about. `externalId` only if the user is gone by the commit; otherwise it is read then. */
  readonly user?: { id: string; name: string; externalId?: string | null };
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An e-mail to send. */
export interface NewEmail {
  /** Its id, if something else already refers to it. */
  readonly id?: string;
  readonly template: EmailTemplateKey;
  readonly to: string;
  readonly userId: string;
  readonly invitationId?: string;
  readonly locale: Locale;
  /** Whether it is a test of a text: its subject says so, and its links do not work. */
  readonly isTest?: boolean;
  /** The template's variables, stored encrypted until the e-mail has been sent. */
  readonly variables: Readonly<Record<string, string>>;
}

/** An e-mail whose variables are already encrypted, before the transaction starts. */
export type SealedEmail = Omit<NewEmail, 'id' | 'variables'> & {
  readonly id: string;
  readonly sealed: Uint8Array;
};

/** An event as a transaction collected it, with its actor and request. */
export type PendingEvent = NewEvent & {
  id: string;
  sequence: number;
  readonly by: { readonly actor: Actor; readonly request: RequestInfo };
};

/** The e-mail about an event; the recipient is filled in per admin. */
export interface AdminMail {
  readonly template: EmailTemplateKey;
  readonly variables: Readonly<Record<string, string>>;
}

/** An event that is written with the transaction, which also assigns its id. */
export type RecordedEvent = Readonly<PendingEvent>;

/** Collects the events, e-mails and announcements of a transaction, which take effect with its commit. */
export interface Outgoing {
  /**
   * Records an audit event.
   * @returns a handle on it for `notifyAdmins`
   */
  record(event: NewEvent): RecordedEvent;
  /**
   * Puts an e-mail into the outbox and queues its delivery.
   * @returns its id
   */
  sendEmail(email: NewEmail | SealedEmail): string;
  /**
   * Notifies the account's active admins, except the actor, of an event just recorded, each as they chose.
   * @param event the result of `record`
   * @param mail the e-mail; without it admins are notified in the app only
   */
  notifyAdmins(event: RecordedEvent, mail?: AdminMail): void;
  /** Notifies open screens of a changed list, for changes without an event. */
  announce(topic: StreamEvent): void;
}
