import type { StreamEvent } from '@muster/contracts/catalogue';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../../platform/context/context.ts';
import { authenticateSignIn } from '../../../platform/http/access/authenticate.ts';
import type { Http } from '../../../platform/http/api/implement.ts';

const heartbeatMs = 20_000;
const open = new WeakMap<FastifyInstance, Set<() => void>>();

/**
 * Streams live changes to a browser as server-sent events (WHATWG HTML, 9.2). The stream ends when the
 * sign-in ends or switches to another account, and when the server stops.
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

  const send = (topics: readonly StreamEvent[]) => {
    for (const topic of topics) raw.write(`event: ${topic}\ndata: {}\n\n`);
  };
  const unsubscribe = ctx.deps.live.subscribe(ctx.accountId, send);
  const timer = setInterval(() => {
    raw.write(': still here\n\n');
    const isSame = ({ accountId }: { accountId: string }) => accountId === ctx.accountId;
    reauthenticate(ctx, request).then(
      (caller) => (isSame(caller) ? undefined : end()),
      () => end(),
    );
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

/** Checks the sign-in by its id: during a long stream, the access token expires after ten minutes. */
async function reauthenticate(ctx: Context, request: Http['request']) {
  const signInId = ctx.actor.signInId ?? '';
  const signIn = await ctx.deps.database.signIn.findUnique({
    where: { id: signInId },
    include: { user: true },
  });
  if (!signIn || signIn.endedAt !== null || signIn.user.status !== 'active')
    return authenticateSignIn(ctx.deps, request);
  return { accountId: signIn.accountId };
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
