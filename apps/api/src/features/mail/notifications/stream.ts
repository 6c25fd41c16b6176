import { type StreamEvent, streamPermissionOf } from '@muster/contracts/catalogue';
import type { FastifyInstance } from 'fastify';
import { limitConcurrencyByKey, type Turns } from '../../../platform/concurrency.ts';
import { hasPermission } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { presentActor } from '../../../platform/context/present-permissions.ts';
import { fail } from '../../../platform/errors.ts';
import type { Http } from '../../../platform/http/api/implement.ts';

const heartbeatMs = 20_000;
/** How many streams may be open at the same time. A browser opens one, whatever its number of tabs. */
const mostOpen = { signIn: 10, user: 30, account: 1_000 };
/** How many bytes may wait for a reader. A slower one is cut off; it connects again and reads everything. */
const mostWaiting = 262_144;

/** The streams of an app. */
interface Streams {
  readonly open: Set<() => void>;
  /** Counts them by sign-in, user and account. */
  readonly places: Readonly<Record<keyof typeof mostOpen, Turns>>;
}
const streamsOfApps = new WeakMap<FastifyInstance, Streams>();

/**
 * Streams live changes to a browser as server-sent events (WHATWG HTML, 9.2): what the
 * caller may read. The stream ends as soon as the sign-in ends or switches to another account or the user loses their
 * access or gets another role, when the reader is too slow, and when the server stops.
 * @param ctx the caller's context
 * @throws Failure `too_many_streams`
 */
export async function streamEvents(ctx: Context, { request, reply }: Http): Promise<void> {
  const streams = streamsOf(request.server);
  const leave = await takePlaces(ctx, streams);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  raw.write('retry: 2000\n\n');

  const mayReceive = (topic: StreamEvent) => {
    const permission = streamPermissionOf(topic);
    return permission === null || hasPermission(ctx.actor, permission);
  };
  const check = () => {
    isSameCaller(ctx).then(
      (isSame) => (isSame ? undefined : end()),
      () => end(),
    );
  };
  const own = [ctx.actor.id, ctx.actor.signInId];
  const unsubscribe = ctx.deps.live.subscribe(ctx.accountId, ({ topics, ended }) => {
    const text = topics.filter(mayReceive).map((topic) => `event: ${topic}\ndata: {}\n\n`);
    if (text.length > 0) raw.write(text.join(''));
    if (raw.writableLength > mostWaiting) raw.destroy();
    if (ended === null || ended?.some((id) => own.includes(id))) check();
  });
  // What was lost since the request was authenticated was told before the subscription.
  check();
  const timer = setInterval(() => {
    raw.write(': still here\n\n');
    check();
  }, heartbeatMs);
  const end = () => {
    clearInterval(timer);
    unsubscribe();
    streams.open.delete(end);
    leave();
    raw.end();
  };
  streams.open.add(end);
  raw.on('close', end);
  if (raw.destroyed) end();
}

/** Whether the stream's caller still is signed in here, with the same role; found without their access token. */
async function isSameCaller(ctx: Context): Promise<boolean> {
  const { role } = await presentActor(ctx, ctx.actor);
  return role === ctx.actor.role;
}

/** @returns gives the places back */
async function takePlaces({ actor, accountId }: Context, { places }: Streams): Promise<() => void> {
  const keys = { signIn: actor.signInId ?? '', user: actor.id ?? '', account: accountId };
  const taken: (() => void)[] = [];
  const leave = () => {
    for (const end of taken) end();
  };
  for (const [kind, turns] of Object.entries(places)) {
    const end = await turns.take(keys[kind as keyof typeof keys]).catch(() => {
      leave();
      return fail('too_many_streams', { retryAfter: 30 });
    });
    taken.push(end);
  }
  return leave;
}

function streamsOf(app: FastifyInstance): Streams {
  const known = streamsOfApps.get(app);
  if (known) return known;
  const openPlaces = (atOnce: number) => limitConcurrencyByKey({ atOnce, waiting: 0 });
  const { signIn, user, account } = mostOpen;
  const streams = {
    open: new Set<() => void>(),
    places: { signIn: openPlaces(signIn), user: openPlaces(user), account: openPlaces(account) },
  };
  streamsOfApps.set(app, streams);
  return streams;
}

/** Ends every open stream; browsers reconnect by themselves, to another process if this one stops. */
export function endStreams(app: FastifyInstance): void {
  for (const end of [...streamsOf(app).open]) end();
}
