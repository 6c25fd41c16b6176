import { finished } from 'node:stream';
import { defined } from '@muster/contracts/kit/defined';
import {
  basePath,
  type Endpoint,
  type HandlerInput,
  type HandlerResult,
  isFile,
  isTagged,
} from '@muster/contracts/kit/endpoint';
import { errorsOf, isForKeys, isIdempotent } from '@muster/contracts/kit/endpoint-errors';
import { isCompressed, locationOf } from '@muster/contracts/kit/http';
import type { Locale } from '@muster/contracts/kit/primitives';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteHandlerMethod,
  RouteOptions,
} from 'fastify';
import * as z from 'zod';
import type { Dependencies } from '../../../dependencies.ts';
import { accountContext, inOneTransaction } from '../../context/account-context.ts';
import { hasPermission, requirePermission } from '../../context/actor.ts';
import { type Context, type PublicContext, publicContext } from '../../context/context.ts';
import { Failure, fail } from '../../errors.ts';
import { authenticate } from '../access/authenticate.ts';
import { locationIn, reading, sendTagged } from '../protocol/answers.ts';
import { entityTag } from '../protocol/etag.ts';
import { requireMatch } from '../protocol/if-match.ts';
import { requestInfo } from '../request-log.ts';
import { type Cost, costOf, statementLimits } from './cost.ts';
import { deprecationHeaders } from './deprecation.ts';
import { encode } from './encode.ts';
import { idempotencyKey, runIdempotently, type StoredResponse } from './idempotency.ts';
import { LargeBody } from './json.ts';
import { type BodyRead, noBody } from './read-body.ts';
import { receiveUpload, serveUpload } from './upload.ts';
import { parsePart, refuseBrokenQuery } from './validate.ts';

/** The application that routes are registered on. */
export interface Server {
  readonly app: FastifyInstance;
  readonly deps: Dependencies;
}

/** The HTTP side of a call, for the few routes that set cookies, choose a status or stream. */
export interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type ContextOf<E> = E extends { access: 'public' } ? PublicContext : Context;
type ResultOf<E> = E extends { contentType: string } ? unknown : HandlerResult<E>;

/** One handler per endpoint of a noun; missing handlers and wrong results do not compile. */
export type Handlers<N> = {
  readonly [V in keyof N]: (
    ctx: ContextOf<N[V]>,
    input: HandlerInput<N[V]>,
    http: Http,
  ) => Promise<ResultOf<NoInfer<N[V]>>>;
};

/** Steps that run before a call's transaction because they use the network. They change nothing. */
export type Beforehand<N> = {
  readonly [V in keyof N]?: (ctx: ContextOf<N[V]>, input: HandlerInput<N[V]>) => Promise<void>;
};

/**
 * Registers a noun's endpoints. Authentication, authorisation, parsing and encoding follow from the contract.
 * @param server the server to register them on
 * @param noun the contract of the noun
 * @param handlers its handlers
 * @param beforehand the steps before some of them
 */
export function implement<N extends Readonly<Record<string, Endpoint>>>(
  server: Server,
  noun: N,
  handlers: Handlers<N>,
  beforehand: Beforehand<N> = {},
): void {
  for (const [verb, contract] of Object.entries(noun)) {
    // Each verb has its own types, which a loop over all of them cannot name.
    const steps = {
      before: beforehand[verb],
      handle: handlers[verb],
      read: contract.isConditional ? readerOf(contract, noun, handlers) : undefined,
    } as unknown as Steps;
    const deprecation = deprecationHeaders(contract, server.deps.config.publicUrl);
    const route: RouteOptions = defined({
      method: contract.method === 'GET' ? reading : contract.method,
      url: `${basePath}${contract.path}`,
      exposeHeadRoute: false,
      config: { contract },
      bodyLimit: contract.bodyLimit ?? (contract.access === 'public' ? publicBodyLimit : undefined),
      // The caller is known before the body is read, so that strangers cannot send large ones.
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        if (deprecation) reply.headers(deprecation);
        contexts.set(request, await openContext(server.deps, contract, request, reply));
        refuseEncodedBody(contract, request);
      },
      handler: answer(server.deps, contract, steps, locationOf(contract, noun)),
    });
    if (contract.multipart) serveUpload(server.app, route);
    else server.app.route(route);
  }
}

interface Steps {
  readonly before?: (ctx: unknown, input: unknown) => Promise<void>;
  readonly handle: Handle;
  /** The GET of the same path, for `If-Match`. */
  readonly read?: { readonly contract: Endpoint; readonly handle: Handle };
}

type Handle = (ctx: unknown, input: unknown, http: Http) => Promise<unknown>;

function readerOf(contract: Endpoint, noun: Readonly<Record<string, Endpoint>>, handlers: object) {
  const found = Object.entries(noun).find(([, one]) => one.path === contract.path && isTagged(one));
  if (!found) return undefined;
  const [verb, read] = found;
  return { contract: read, handle: handlers[verb as keyof typeof handlers] };
}

/** The largest body of an endpoint that anybody may call, in bytes. */
const publicBodyLimit = 16_384;

const contexts = new WeakMap<FastifyRequest, PublicContext | Context>();

const noQuery = z.object({});

function answer(
  deps: Dependencies,
  contract: Endpoint,
  { before, handle, read }: Steps,
  location: string | undefined,
): RouteHandlerMethod {
  const declared = new Set<string>(errorsOf(contract));
  return async (request, reply) => {
    const ctx = contexts.get(request) ?? fail('internal_error');
    const key = isIdempotent(contract) ? idempotencyKey(request) : undefined;
    const { input, dispose } = await readInput(deps, contract, request, ctx.request.locale);
    if (request.method === 'HEAD' && isStream(contract)) return reply.type(contract.contentType ?? '').send();
    const cost = costOf(contract, input.query);
    const work = async (inside: PublicContext): Promise<StoredResponse> => {
      reply.code(contract.status);
      const result = await handle(inside, input, { request, reply });
      return { status: reply.statusCode, body: encode(deps, contract, result) };
    };
    const workIfMatched = (caller: Context, condition: string, then: typeof work) =>
      // A change by others after this was read makes the transaction fail, and run again.
      inOneTransaction(
        caller,
        async (inside) => {
          await requirePresent(inside, condition);
          return then(inside);
        },
        { isolationLevel: 'RepeatableRead' },
      );
    const requirePresent = async (inside: Context, condition: string) => {
      const { contract: shown, handle: show } = read ?? fail('internal_error');
      const query = parsePart(shown.query ?? noQuery, request.query, 'query', ctx.request.locale);
      const result = await show(inside, { params: input.params, query }, { request, reply });
      const mayRead =
        shown.access === 'public' ||
        shown.access === 'signed-in' ||
        hasPermission(inside.actor, shown.access);
      requireMatch(condition, encode(deps, shown, result) ?? '', mayRead);
    };
    let end: (() => void) | undefined;
    try {
      // Before a transaction opens, because whoever waits must not hold a connection.
      end = await takeTurn(ctx, cost, reply);
      await before?.(ctx, input);
      const run = () => {
        if (!isOfAccount(ctx)) return work(ctx);
        const condition = request.headers['if-match'];
        if (read && condition !== undefined) return workIfMatched(ctx, condition, work);
        return key === undefined ? work(ctx) : runIdempotently(ctx, { key, route: contract.id, input }, work);
      };
      const response = await run();
      await dispose?.();
      const isShown = read?.contract.response === contract.response;
      return send(request, reply, { contract, response, location, isShown });
    } catch (error) {
      await dispose?.();
      if (error instanceof Failure && !declared.has(error.code)) {
        throw new Error(`${contract.id} answered ${error.code}, which its contract does not declare.`, {
          cause: error,
        });
      }
      throw error;
    } finally {
      // What an export costs, it costs while it is sent.
      if (cost !== 'export') end?.();
    }
  };
}

/** @returns ends the turn; the turn also ends when the response does */
async function takeTurn(ctx: PublicContext | Context, cost: Cost, reply: FastifyReply) {
  if (cost === 'little' || !isOfAccount(ctx)) return undefined;
  const end = await ctx.deps.turns[cost].take(ctx.accountId);
  finished(reply.raw, end);
  return end;
}

async function readInput(deps: Dependencies, contract: Endpoint, request: FastifyRequest, locale: Locale) {
  const params = contract.params && parsePart(contract.params, request.params, 'params', locale);
  refuseBrokenQuery(request);
  const query = parsePart(contract.query ?? noQuery, request.query, 'query', locale);
  const limit = request.routeOptions.bodyLimit;
  const upload = contract.multipart && (await receiveUpload(request, contract.multipart, limit, locale));
  const body = upload?.body ?? (await bodyOf(deps, contract, request.body ?? undefined, locale));
  return { input: { params, query, body }, dispose: upload?.remove };
}

interface Sent {
  readonly contract: Endpoint;
  readonly response: StoredResponse;
  /** The path of what was created or accepted. */
  readonly location: string | undefined;
  /** Whether the answer is what a GET of the same path gets. */
  readonly isShown: boolean;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { contract, response, location, isShown }: Sent,
): FastifyReply {
  const { status, body, isReplayed } = response;
  // Handlers of other content types have already sent the response.
  if (contract.contentType !== undefined) return reply;
  reply.code(status);
  if (isReplayed) reply.header('Idempotency-Replayed', 'true');
  if (body === undefined) return reply.send();
  reply.type('application/json; charset=utf-8');
  if (isCompressed(contract)) reply.header('Vary', 'accept-encoding');
  if (isTagged(contract)) {
    // What programs read, they may keep and ask about. Browsers keep nothing: others may use the same one.
    if (request.apiKey) reply.header('Cache-Control', 'private, no-cache');
    return sendTagged(request, reply, body);
  }
  if (isShown) reply.header('ETag', entityTag(body));
  if (location !== undefined && status === contract.status)
    reply.header('Location', locationIn(location, body, request.params));
  return reply.send(body);
}

/** Streams are not opened for a HEAD. */
function isStream({ contentType }: Endpoint): boolean {
  return contentType === 'text/event-stream' || isFile(contentType);
}

/** @throws Failure `unsupported_media_type` for a compressed body, which may be small and become huge */
function refuseEncodedBody({ method }: Endpoint, { headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (method !== 'GET' && encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    fail('unsupported_media_type');
}

function isOfAccount(ctx: PublicContext): ctx is Context {
  return 'accountId' in ctx;
}

async function bodyOf(
  deps: Dependencies,
  contract: Endpoint,
  body: unknown,
  locale: Locale,
): Promise<unknown> {
  if (contract.rawBody) return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!(body instanceof LargeBody)) return parsePart(contract.body ?? noBody, body, 'body', locale);
  const { bytes } = body;
  const read = await deps.bodies.run<BodyRead>('readBody', { bytes, endpoint: contract.id, locale });
  return 'value' in read ? read.value : fail(read.refused.code, read.refused.details);
}

async function openContext(
  deps: Dependencies,
  contract: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PublicContext | Context> {
  if (contract.access === 'public') return publicContext(deps, requestInfo(request, deps.config));
  const { actor, accountId } = await authenticate(deps, request, reply, isForKeys(contract));
  if (contract.access !== 'signed-in') requirePermission(actor, contract.access);
  // The query is not parsed yet; what it says makes no difference here.
  const limits = statementLimits[costOf(contract, request.query)];
  return accountContext(deps, accountId, actor, requestInfo(request, deps.config), limits);
}
