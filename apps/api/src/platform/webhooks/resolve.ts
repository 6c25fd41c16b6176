import { promises as dns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Where a name leads. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Finds the addresses of a name. @throws Error where it has none or nobody answers */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** A name leads to an address that nothing is posted to. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
}

/**
 * Asks as the system does, with its file of hosts. For development, where receivers are called `localhost`.
 */
export const resolveLikeSystem: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/**
 * Asks name servers directly. The system's own way waits in one of very few threads, so that two names whose
 * servers are dead would hold up everybody's; its file of hosts knows nothing public anyway.
 */
export function openResolver(): Resolve {
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });
  return async (hostname) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (found.length === 0) throw four.status === 'rejected' ? four.reason : new Error('no address');
    return found;
  };
}

/**
 * A look-up for sockets that resolves once and checks what it hands over, so that the connection goes to an
 * address that was looked at, whatever the name says a moment later (DNS rebinding).
 * @param options.isPrivateAllowed checks nothing
 */
export function checkedLookup(options: { resolve: Resolve; isPrivateAllowed: boolean }): LookupFunction {
  return (hostname, { all }, callback) => {
    resolveChecked(hostname, options).then(
      (addresses) => {
        const [first] = addresses;
        if (all || !first) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

/**
 * The addresses of a name, all of them public.
 * @throws AddressRefused where one is not; Error where the name leads nowhere
 */
async function resolveChecked(
  hostname: string,
  { resolve, isPrivateAllowed }: { resolve: Resolve; isPrivateAllowed: boolean },
): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  if (!isPrivateAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new AddressRefused(`${hostname} leads to an address that is not public`);
  }
  return addresses;
}
