import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../../dependencies.ts';
import { sendProblem } from '../api/problem.ts';

/** The methods of each path, as far as its routes are registered. */
export type MethodsByPath = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Collects the methods of the paths that are registered from now on.
 * @param app the server, before its routes are registered
 */
export function collectMethods(app: FastifyInstance): MethodsByPath {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  return methods;
}

/**
 * Answers every other method of the paths: OPTIONS with the list of methods, the rest with 405 (RFC 9110, sections 9.3.7
 * and 15.5.6).
 * @param app the server, after its routes were registered
 * @param methods those of each path
 */
export function answerOtherMethods(app: FastifyInstance, deps: Dependencies, methods: MethodsByPath): void {
  for (const [url, known] of [...methods]) {
    const allow = allowOf(known);
    const others = app.supportedMethods.filter((method) => !known.has(method));
    app.route({
      url,
      method: others,
      exposeHeadRoute: false,
      handler: (request, reply) => sendOtherMethod(request, reply, deps, allow),
    });
  }
}

/** Answers a method that a path does not have. */
export function sendOtherMethod(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Dependencies,
  allow: string,
): FastifyReply {
  reply.header('Allow', allow);
  return request.method === 'OPTIONS'
    ? reply.code(204).send()
    : sendProblem(reply, request, deps, 'method_not_allowed');
}

function allowOf(methods: ReadonlySet<string>): string {
  return [...methods, 'OPTIONS'].join(', ');
}
