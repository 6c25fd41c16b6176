import { isDeepStrictEqual } from 'node:util';
import { basePath, type Endpoint, type HandlerInput, type HandlerResult } from '@muster/contracts/endpoint';
import { errorsOf } from '@muster/contracts/errors';
import type { Locale } from '@muster/contracts/primitives';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteHandlerMethod,
  RouteOptions,
} from 'fastify';
import * as z from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import {
  accountContext,
  type Context,
  type PublicContext,
  publicContext,
  requirePermission,
} from '../context.ts';
import { Failure } from '../errors.ts';
import { authenticate } from './authenticate.ts';
import { requestInfo } from './request-info.ts';
import { receiveUpload, serveUpload } from './upload.ts';
import { parsePart } from './validate.ts';

/** What routes are registered on. */
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

/** One handler per endpoint of a noun: a missing one, or one with a wrong answer, does not compile. */
export type Handlers<N> = {
  readonly [V in keyof N]: (
    ctx: ContextOf<N[V]>,
    input: HandlerInput<N[V]>,
    http: Http,
  ) => Promise<ResultOf<NoInfer<N[V]>>>;
};

/**
 * Serves a noun's endpoints: authentication, authorisation, parsing and encoding follow from the contract.
 * @param server where to register
 * @param noun the contract of the noun
 * @param handlers its handlers
 */
export function implement<N extends Readonly<Record<string, Endpoint>>>(
  server: Server,
  noun: N,
  handlers: Handlers<N>,
): void {
  for (const [verb, contract] of Object.entries(noun)) {
    const handler = handlers[verb] as unknown as AnyHandler;
    const route: RouteOptions = {
      method: contract.method,
      url: `${basePath}${contract.path}`,
      // A HEAD route would run the handler of a GET just to throw its answer away.
      exposeHeadRoute: false,
      config: { contract },
      ...(contract.bodyLimit ? { bodyLimit: contract.bodyLimit } : {}),
      handler: answer(server.deps, contract, handler),
    };
    if (contract.multipart) serveUpload(server.app, route);
    else server.app.route(route);
  }
}

type AnyHandler = (ctx: unknown, input: unknown, http: Http) => Promise<unknown>;

const noBody = z.strictObject({}).nullish();
const noQuery = z.object({});

function answer(deps: Dependencies, contract: Endpoint, handler: AnyHandler): RouteHandlerMethod {
  const declared = new Set<string>(errorsOf(contract));
  return async (request, reply) => {
    const ctx = await openContext(deps, contract, request);
    const { locale } = ctx.request;
    const params = contract.params && parsePart(contract.params, request.params, 'params', locale);
    const query = parsePart(contract.query ?? noQuery, request.query, 'query', locale);
    const limit = request.routeOptions.bodyLimit;
    const upload = contract.multipart && (await receiveUpload(request, contract.multipart, limit, locale));
    const body = upload?.body ?? readBody(contract, request.body ?? undefined, locale);
    reply.code(contract.status);
    try {
      const result = await handler(ctx, { params, query, body }, { request, reply }).finally(upload?.remove);
      if (contract.contentType !== undefined) return reply;
      if (contract.response === undefined) return reply.send();
      if (deps.config.areAnswersChecked) refuseOtherThan(contract, contract.response, result);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(result));
    } catch (error) {
      if (error instanceof Failure && !declared.has(error.code)) {
        throw new Error(`${contract.id} answered ${error.code}, which its contract does not declare.`, {
          cause: error,
        });
      }
      throw error;
    }
  };
}

/**
 * Fails where an answer is not what the contract says, a field too many included. Encoding each answer by its schema
 * would cost as much as everything else about it; instead the tests see each answer, and production sends it as it is.
 */
function refuseOtherThan(contract: Endpoint, schema: z.ZodType, result: unknown): void {
  const [declared, sent] = [z.encode(schema, result), result].map((answer) =>
    JSON.parse(JSON.stringify(answer)),
  );
  if (!isDeepStrictEqual(sent, declared)) {
    throw new Error(`${contract.id} answers something else than its contract says: ${JSON.stringify(sent)}`);
  }
}

function readBody(contract: Endpoint, body: unknown, locale: Locale): unknown {
  if (contract.rawBody) return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return parsePart(contract.body ?? noBody, body, 'body', locale);
}

async function openContext(deps: Dependencies, contract: Endpoint, request: FastifyRequest) {
  if (contract.access === 'public') return publicContext(deps, requestInfo(request));
  const { actor, accountId } = await authenticate(deps, request);
  if (contract.access !== 'signed-in') requirePermission(actor, contract.access);
  return accountContext(deps, accountId, actor, requestInfo(request));
}
