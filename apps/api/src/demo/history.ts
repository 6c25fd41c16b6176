import type { EventType } from '@muster/contracts/catalogue';
import type { Delivery } from '@muster/contracts/mail/delivery';
import type { Prisma } from '@muster/database/client';
import { days, minutes } from '../platform/clock.ts';
import { newId } from '../platform/crypto/tokens.ts';
import { eventId } from '../platform/events/sequence.ts';
import type { DemoPerson } from './people.ts';

interface Owner {
  readonly id: string;
  readonly name: string;
}

/** The audit events of a person in the demo company. */
export function eventsOf(accountId: string, owner: Owner, person: DemoPerson) {
  const about = { userId: person.id, userName: person.name };
  const target = { targetType: 'user', targetId: person.id, targetName: person.name };
  const byOwner = { actorType: 'user', actorId: owner.id, actorName: owner.name };
  const bySelf = { actorType: 'user', actorId: person.id, actorName: person.name };
  const event = (type: EventType, createdAt: Date, rest: object) => ({
    accountId,
    type,
    createdAt,
    ...byOwner,
    ...about,
    ...target,
    ...rest,
  });
  const invitation = person.invitation && {
    targetType: 'invitation',
    targetId: person.invitation.id,
    data: { to: person.email, expiresAt: person.invitation.expiresAt.toISOString() },
  };
  return [
    event('user.created', person.createdAt, { data: { email: person.email, role: person.role } }),
    ...(invitation
      ? [event('invitation.sent', new Date(person.createdAt.getTime() + minutes(1)), invitation)]
      : []),
    ...(person.activatedAt ? [event('user.activated', person.activatedAt, bySelf)] : []),
    ...(person.lastLoginAt && person.status === 'active'
      ? [event('user.signed_in', person.lastLoginAt, bySelf)]
      : []),
    ...(person.deactivatedAt ? [event('user.deactivated', person.deactivatedAt, {})] : []),
  ];
}

/** Sorts events by time and gives them ids and numbers in that order. */
export function numbered(events: readonly ReturnType<typeof eventsOf>[number][]) {
  return [...events]
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map((event, index) => ({
      ...event,
      id: eventId(event.createdAt.getTime(), index + 1),
      sequence: index + 1,
    })) as Prisma.EventCreateManyInput[];
}

/** A person's invitation e-mail and its delivery. */
export function emailOf(accountId: string, company: string, owner: Owner, person: DemoPerson) {
  const { invitation } = person;
  if (!invitation) return null;
  const { delivery, detail, sentAt } = invitation;
  const hasLeft = delivery !== 'queued' && delivery !== 'failed' && delivery !== 'suppressed';
  const email = {
    accountId,
    id: invitation.emailId,
    userId: person.id,
    invitationId: invitation.id,
    template: 'invitation',
    locale: person.locale ?? 'en',
    to: person.email,
    subject: `${owner.name} invites you to ${company}`,
    status: delivery,
    attempts: delivery === 'queued' ? 0 : delivery === 'failed' ? 12 : 1,
    isRendered: delivery !== 'queued',
    createdAt: new Date(sentAt.getTime() - 2_000),
    sentAt: hasLeft ? sentAt : null,
  };
  const step = (type: Delivery, at: Date, text: string | null = null) => ({
    accountId,
    id: newId(),
    emailId: invitation.emailId,
    type,
    at,
    detail: text,
  });
  const isPastSent = hasLeft && delivery !== 'sent';
  const lateness = delivery === 'failed' ? days(1) : 4_000;
  const events = [
    ...(hasLeft ? [step('sent', sentAt)] : []),
    ...(isPastSent || (!hasLeft && delivery !== 'queued')
      ? [step(delivery, new Date(Math.min(sentAt.getTime() + lateness, Date.parse('2100-01-01'))), detail)]
      : []),
  ];
  return { email, events };
}
