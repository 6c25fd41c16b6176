import { basePath } from '@muster/contracts/kit/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { entityTag, findTag } from './etag.ts';

/** Methods of routes that read. HEAD gets the headers of GET, and Node leaves the body out. */
export const reading = ['GET', 'HEAD'];

/**
 * Sends an answer with its entity tag, or 304 without a body if the caller has it already.
 * @param body the whole answer
 */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const tag = entityTag(body);
  const held = findTag(request.headers['if-none-match'], tag);
  if (held !== undefined) return reply.removeHeader('Content-Type').header('ETag', held).code(304).send();
  return reply.header('ETag', tag).send(body);
}

/**
 * The address of what was created or accepted.
 * @param path of `locationOf`
 * @param body the answer
 * @param params of the request's path, for what the answer does not name
 */
export function locationIn(path: string, body: string, params: unknown): string {
  const values = { ...(params as object), ...JSON.parse(body) } as Readonly<Record<string, unknown>>;
  return `${basePath}${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))}`;
}
