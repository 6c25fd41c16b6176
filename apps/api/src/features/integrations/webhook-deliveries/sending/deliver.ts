import { EventType } from '@muster/contracts/catalogue';
import * as z from 'zod';
import type { Dependencies } from '../../../../dependencies.ts';
import { days } from '../../../../platform/clock.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { type LiveMessage, liveChannelName } from '../../../../platform/events/live.ts';
import { presentWebhookEvent } from '../../../../platform/events/present-event.ts';
import { readRetryAfter, retryWait, throttleFor } from '../../../../platform/webhooks/retries.ts';
import type { Posted } from '../../../../platform/webhooks/sender.ts';
import { signedHeaders } from '../../../../platform/webhooks/signing.ts';
import { missingToRead } from '../../../../policies/event-readers.ts';
import type { Claimed } from './claim.ts';
import { disableEndpoint, endDeliveries, withholdDelivery } from './disable.ts';
import { type Conclusion, finishAttempt } from './finish-attempt.ts';

/** How long an endpoint may fail before it is disabled. */
const patienceMs = days(5);

/**
 * Sends a claimed delivery once and records the outcome.
 * @returns when the endpoint can receive more; null for immediately
 */
export async function deliver(deps: Dependencies, delivery: Claimed): Promise<Date | null> {
  const body = bodyOf(delivery);
  if (!delivery.isEnabled || body === null) {
    // Created just as its endpoint was disabled, or about an event that has been deleted.
    const { accountId, query } = contextOf(deps, delivery.accountId);
    await endDeliveries({ accountId, query }, delivery);
    return null;
  }
  const startedAt = deps.clock.now();
  if (missingToRead(delivery, [delivery.type], startedAt).length > 0) {
    await withholdDelivery(contextOf(deps, delivery.accountId), delivery);
    return null;
  }
  const message = { id: delivery.eventId, at: startedAt, body };
  const headers = signedHeaders(message, secretsOf(deps, delivery, startedAt));
  const posted = await deps.webhookSender.post({ url: delivery.url, headers, body });
  const conclusion = conclusionOf(delivery, posted, deps.clock.now());
  const endpoint = await finishAttempt(deps, delivery, { startedAt, posted }, conclusion);
  const because = posted.status === null ? String(posted.error) : `HTTP ${posted.status}`;
  if (posted.status === 410) {
    await disableEndpoint(deps, delivery, 'gone', because);
  } else if (posted.error !== null && hasFailedTooLong(endpoint?.failingSince, deps.clock.now())) {
    await disableEndpoint(deps, delivery, 'failing', because);
  }
  if (delivery.isUrgent) await announce(deps, delivery.accountId);
  return earliest(conclusion.nextAttemptAt, conclusion.throttledUntil);
}

/** Notifies open screens of the outcome: somebody pressed a button and is waiting. */
async function announce(deps: Dependencies, accountId: string): Promise<void> {
  const message: LiveMessage = { accountId, topics: ['webhook_endpoints.changed'] };
  await contextOf(deps, accountId).query(
    sql`SELECT 1 AS ok FROM (SELECT pg_notify(${liveChannelName}, ${JSON.stringify(message)})) AS sent`,
  );
}

function contextOf(deps: Dependencies, accountId: string): Context {
  return accountContext(deps, accountId, systemActor, noRequest);
}

/** @returns null if its event no longer exists */
function bodyOf(delivery: Claimed): string | null {
  const { payload, sequence, eventId, type } = delivery;
  if (payload !== null) return JSON.stringify(payload);
  if (sequence === null) return null;
  const event = { ...delivery, id: eventId, type: EventType.parse(type), sequence };
  return JSON.stringify(presentWebhookEvent(event));
}

/** For a while after a rotation, the previous secret signs as well. */
function secretsOf({ secrets }: Dependencies, delivery: Claimed, now: Date): string[] {
  const { secret, previousSecret, previousExpiresAt } = delivery;
  const isExchanged = previousSecret !== null && previousExpiresAt !== null && previousExpiresAt > now;
  const sealed = isExchanged ? [secret, previousSecret] : [secret];
  return sealed.map((bytes) => z.string().parse(secrets.unseal(bytes)));
}

function conclusionOf({ retries, payload, failingSince }: Claimed, posted: Posted, now: Date): Conclusion {
  if (posted.error === null) return { status: 'succeeded', nextAttemptAt: null, throttledUntil: null };
  const isLast = payload !== null || posted.status === 410;
  const planned = isLast ? null : retryWait(retries);
  const retryAfter = readRetryAfter(posted.retryAfter, now);
  const wait = planned === null ? null : Math.max(planned, retryAfter ?? 0);
  const failingForMs = failingSince === null ? 0 : now.getTime() - failingSince.getTime();
  const throttle = throttleFor({ status: posted.status, retryAfter, wait: planned, failingForMs });
  return {
    status: wait === null ? 'failed' : 'pending',
    nextAttemptAt: wait === null ? null : new Date(now.getTime() + wait),
    throttledUntil: new Date(now.getTime() + throttle),
  };
}

function hasFailedTooLong(since: Date | null | undefined, now: Date): boolean {
  return since != null && now.getTime() - since.getTime() >= patienceMs;
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
