import { fail } from '../../errors.ts';
import { entityTag, findTag } from './etag.ts';

/**
 * Refuses a change that is meant for another state than the present one (RFC 9110, section 13.1.1).
 * @param condition the value of `If-Match`
 * @param present the answer that a GET would get now
 * @param mayRead whether the caller may see it
 * @throws Failure `changed_meanwhile`, with the present values for who may read them
 */
export function requireMatch(condition: string, present: string, mayRead: boolean): void {
  if (findTag(condition, entityTag(present)) !== undefined) return;
  fail('changed_meanwhile', mayRead ? { extensions: { current: JSON.parse(present) } } : {});
}
