import { useDebouncedValue } from '@mantine/hooks';
import { users } from '@muster/contracts/people/users';
import { useMemo } from 'react';
import { useCall } from '../../../../platform/api/query.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { User } from '../user.ts';
import { type AddressFault, faultOf } from './addresses/address-fault.ts';
import { type Entry, keyOf } from './addresses/parse-addresses.ts';
import { suggestAddress } from './addresses/suggest-domain.ts';

/** How many addresses one request can add or look up. */
export const mostAtOnce = 1000;

/** A person to add, and the state of the address. */
export interface Recipient {
  readonly entry: Entry;
  readonly fault: AddressFault | undefined;
  /** The suggested correction. */
  readonly suggestion: string | undefined;
  /** The user who has the address already. */
  readonly existing: User | undefined;
}

export interface Recipients {
  readonly all: readonly Recipient[];
  /** The people who would be added. */
  readonly fresh: readonly Recipient[];
  readonly faulty: readonly Recipient[];
  readonly existing: readonly Recipient[];
  /** The people who would be added although their address looks mistyped. */
  readonly doubtful: readonly Recipient[];
}

const pause = 300;

/** Checks everybody in the form: invalid, mistyped, already a user. Calls to the API are debounced. */
export function useRecipients(entries: readonly Entry[]): Recipients {
  const { identity } = useMe();
  const ownDomain = identity.email.split('@').at(-1)?.toLowerCase() ?? '';
  const checked = useMemo(
    () => entries.map((entry) => ({ entry, ...checkOf(entry.email, ownDomain) })),
    [entries, ownDomain],
  );
  const known = useExisting(checked);
  return useMemo(() => {
    const all = checked.map((one) => ({ ...one, existing: known.get(keyOf(one.entry.email)) }));
    const fresh = all.filter(({ fault, existing }) => !fault && !existing);
    return {
      all,
      fresh,
      faulty: all.filter(({ fault }) => fault),
      existing: all.filter(({ existing }) => existing),
      doubtful: fresh.filter(({ suggestion }) => suggestion),
    };
  }, [checked, known]);
}

function checkOf(email: string, ownDomain: string): Pick<Recipient, 'fault' | 'suggestion'> {
  const fault = faultOf(email);
  return { fault, suggestion: fault ? undefined : suggestAddress(email, [ownDomain]) };
}

function useExisting(checked: readonly Pick<Recipient, 'entry' | 'fault'>[]): ReadonlyMap<string, User> {
  const emails = useMemo(
    () => checked.flatMap(({ entry, fault }) => (fault ? [] : [keyOf(entry.email)])).slice(0, mostAtOnce),
    [checked],
  );
  const [debounced] = useDebouncedValue(emails, pause);
  const { data } = useCall(
    users.lookUp,
    { body: { emails: debounced } },
    { enabled: debounced.length > 0, keepsPrevious: true },
  );
  return useMemo(() => new Map(data?.data.map(({ email, user }) => [keyOf(email), user])), [data]);
}
