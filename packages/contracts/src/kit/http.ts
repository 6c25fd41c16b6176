import * as z from 'zod';
import type { ErrorCode } from '../catalogue.ts';
import type { Endpoint, EndpointSpec } from './endpoint.ts';

/** Errors of requests that reach no endpoint, so no contract declares them. */
export const routingErrors: readonly ErrorCode[] = ['method_not_allowed', 'uri_too_long'];

/**
 * Whether the answer may be compressed. What anybody can call, and what shows a secret, may not: the length of a
 * compressed answer tells about a secret beside input that the caller chose (BREACH).
 */
export function isCompressed({ access, response, contentType, hasSecret }: EndpointSpec): boolean {
  return access !== 'public' && response !== undefined && contentType === undefined && hasSecret !== true;
}

/**
 * The path of what a 201 created, or of what a 202 promises: `location` of the contract, or else the noun's `/:id` if
 * the answer has an id. A 202 that anybody can ask for has none, because it does not tell what happened.
 * @param noun all endpoints of the endpoint's noun
 * @returns relative to `/api/v1`, with parameters that are fields of the answer or of the request's path
 */
export function locationOf(
  { status, location, response }: Endpoint,
  noun: Readonly<Record<string, Endpoint>>,
): string | undefined {
  if (status !== 201 && status !== 202) return undefined;
  if (location !== undefined) return location;
  const hasId = response instanceof z.ZodObject && 'id' in response.shape;
  return hasId ? Object.values(noun).find(({ path }) => /^\/[\w-]+\/:id$/.test(path))?.path : undefined;
}
