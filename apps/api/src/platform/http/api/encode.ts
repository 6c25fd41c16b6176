import { isDeepStrictEqual } from 'node:util';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import * as z from 'zod';
import type { Dependencies } from '../../../dependencies.ts';

/** The JSON of an answer; undefined if the endpoint answers without a body or with another content type. */
export function encode(deps: Dependencies, contract: Endpoint, result: unknown): string | undefined {
  if (contract.contentType !== undefined || contract.response === undefined) return undefined;
  if (deps.config.areAnswersChecked) refuseOtherThan(contract, contract.response, result);
  return JSON.stringify(result);
}

/**
 * Fails if a response does not match the contract, including surplus fields. Encoding each response by its
 * schema would cost as much as the rest of the request; so tests check every response, and production sends
 * it unchecked.
 */
function refuseOtherThan(contract: Endpoint, schema: z.ZodType, result: unknown): void {
  const [declared, sent] = [z.encode(schema, result), result].map((answer) =>
    JSON.parse(JSON.stringify(answer)),
  );
  if (!isDeepStrictEqual(sent, declared)) {
    throw new Error(`${contract.id} answers something else than its contract says: ${JSON.stringify(sent)}`);
  }
}
