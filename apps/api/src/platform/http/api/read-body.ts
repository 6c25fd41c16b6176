import { allEndpoints } from '@muster/contracts/api';
import type { ErrorCode } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import parse from 'secure-json-parse';
import * as z from 'zod';
import { Failure, type FailureDetails, fail } from '../../errors.ts';
import { refuseHugeShape } from './json-shape.ts';
import { parsePart } from './validate.ts';

/** A body that was read in another thread: what its contract makes of it, or why it is refused. */
export type BodyRead =
  | { readonly value: unknown }
  // A failure loses its details on the way to another thread.
  | { readonly refused: { readonly code: ErrorCode; readonly details: FailureDetails } };

/** What an endpoint without a body accepts. */
export const noBody = z.strictObject({}).nullish();

/**
 * Parses a large JSON body and checks it by the contract of its endpoint. Runs in the thread for bodies.
 * @param task.bytes the body, as received
 * @param task.endpoint the id of the endpoint
 */
export function readBody(task: { bytes: Uint8Array; endpoint: string; locale: Locale }): BodyRead {
  const contract = allEndpoints.find(({ id }) => id === task.endpoint);
  try {
    return { value: parsePart(contract?.body ?? noBody, parseJson(task.bytes), 'body', task.locale) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { refused: { code: error.code, details: error.details } };
  }
}

/**
 * Parses JSON in UTF-8. Keys `__proto__` and `constructor` are refused, as are shapes no contract needs.
 * @throws Failure `malformed_json`, `validation_failed`
 */
export function parseJson(bytes: Uint8Array): unknown {
  const value = parsed(bytes);
  refuseHugeShape(value);
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): unknown {
  try {
    return parse(utf8.decode(bytes), null, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    fail('malformed_json');
  }
}
