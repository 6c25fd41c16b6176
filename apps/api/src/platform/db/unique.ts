import type { ErrorCode } from '@muster/contracts/catalogue';
import { isUniqueViolation } from '@muster/database/failures';
import { fail } from '../errors.ts';

/**
 * Turns the database's refusal of a duplicate into an answer about one field. Other errors pass.
 * @param code what the answer says
 * @param pointer the field, a JSON pointer (RFC 6901), e.g. `#/name`
 * @returns for `.catch` of the change; throws Failure `code`
 */
export function refuseDuplicate(code: ErrorCode, pointer: string): (error: unknown) => never {
  return (error) => {
    if (isUniqueViolation(error)) fail(code, { errors: [{ pointer, detail: code, code }] });
    throw error;
  };
}
