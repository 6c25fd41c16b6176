import type { ErrorCode } from '@muster/contracts/catalogue';
import { isUniqueViolation } from '@muster/database/failures';
import { fail } from '../errors.ts';

/**
 * Turns a uniqueness violation into a failure that names one field. Other errors are rethrown.
 * @param code the code of the failure
 * @param pointer the field, a JSON pointer (RFC 6901), e.g. `#/name`
 * @returns a function for `.catch` of the change, which throws Failure `code`
 */
export function refuseDuplicate(code: ErrorCode, pointer: string): (error: unknown) => never {
  return (error) => {
    if (isUniqueViolation(error)) fail(code, { errors: [{ pointer, detail: code, code }] });
    throw error;
  };
}
