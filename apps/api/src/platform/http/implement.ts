import { basePath, type Endpoint, type HandlerInput, type HandlerResult } from '@muster/contracts/endpoint';
import { errorsOf } from '@muster/contracts/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
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
    server.app.route({
      method: contract.method,
      url: `${basePath}${contract.path}`,
      // A HEAD route would run the handler of a GET just to throw its answer away.
      exposeHeadRoute: false,
      config: { contract },
      ...(contract.bodyLimit ? { bodyLimit: contract.bodyLimit } : {}),
      handler: answer(server.deps, contract, handler),
    });
  }
}

type AnyHandler = (ctx: unknown, input: unknown, http: Http) => Promise<unknown>;

const noBody = z.strictObject({}).nullish();

function answer(deps: Dependencies, contract: Endpoint, handler: AnyHandler): RouteHandlerMethod {
  const declared = new Set<string>(errorsOf(contract));
  return async (request, reply) => {
    const ctx = await openContext(deps, contract, request);
    const { locale } = ctx.request;
    const body = request.body ?? undefined;
    const input = {
      params: contract.params && parsePart(contract.params, request.params, 'params', locale),
      query: parsePart(contract.query ?? z.object({}), request.query, 'query', locale),
      body: contract.rawBody ? rawBody(body) : parsePart(contract.body ?? noBody, body, 'body', locale),
    };
    reply.code(contract.status);
    try {
      const result = await handler(ctx, input, { request, reply });
      if (contract.contentType !== undefined) return reply;
      if (contract.response === undefined) return reply.send();
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(z.encode(contract.response, result)));
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

function rawBody(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

async function openContext(deps: Dependencies, contract: Endpoint, request: FastifyRequest) {
  if (contract.access === 'public') return publicContext(deps, requestInfo(request));
  const { actor, accountId } = await authenticate(deps, request);
  if (contract.access !== 'signed-in') requirePermission(actor, contract.access);
  return accountContext(deps, accountId, actor, requestInfo(request));
}
