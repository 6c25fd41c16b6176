import { type StreamEvent, streamPermissionOf } from '@muster/contracts/catalogue';
import type { FastifyInstance } from 'fastify';
import { hasPermission } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { presentActor } from '../../../platform/context/present-permissions.ts';
import type { Http } from '../../../platform/http/api/implement.ts';

const heartbeatMs = 20_000;
const open = new WeakMap<FastifyInstance, Set<() => void>>();

/**
 * Streams live changes to a browser as server-sent events (WHATWG HTML, 9.2): what the
 * caller may read. The stream ends as soon as the sign-in ends or switches to another account or the user loses their
 * access or gets another role, and when the server stops.
 * @param ctx the caller's context
 */
export function streamEvents(ctx: Context, { request, reply }: Http): void {
  const streams = streamsOf(request.server);
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
    for (const topic of topics) if (mayReceive(topic)) raw.write(`event: ${topic}\ndata: {}\n\n`);
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
    streams.delete(end);
    raw.end();
  };
  streams.add(end);
  raw.on('close', end);
}

/** Whether the stream's caller still is signed in here, with the same role; found without their access token. */
async function isSameCaller(ctx: Context): Promise<boolean> {
  const { role } = await presentActor(ctx, ctx.actor);
  return role === ctx.actor.role;
}

function streamsOf(app: FastifyInstance): Set<() => void> {
  const root = open.get(app) ?? new Set();
  open.set(app, root);
  return root;
}

/** Ends every open stream; browsers reconnect by themselves, to another process if this one stops. */
export function endStreams(app: FastifyInstance): void {
  for (const end of [...streamsOf(app)]) end();
}
