import type { CallResult } from '@muster/contracts/kit/endpoint';
import type { users } from '@muster/contracts/people/users';
import type { Entry } from '../addresses/parse-addresses.ts';
import type { Added } from '../use-add-users.ts';

type Answer = CallResult<typeof users.batch>['results'][number];

/** The result for one address. */
export interface Outcome extends Answer {
  readonly entry: Entry;
}

/** Groups the outcomes by kind, each in the order of entry. */
export function outcomesOf({ answer, entries }: Added) {
  const all = answer.results.flatMap((result): Outcome[] => {
    const entry = entries[result.index];
    return entry ? [{ ...result, entry }] : [];
  });
  const of = (kind: Answer['outcome']) => all.filter(({ outcome }) => outcome === kind);
  return {
    created: of('created'),
    exists: of('exists'),
    invalid: of('invalid'),
    noSeat: of('seat_limit_reached'),
  };
}

/** First and last name, or the address where both are empty. */
export function nameOf({ email, firstName, lastName }: Entry): string {
  return `${firstName} ${lastName}`.trim() || email;
}
