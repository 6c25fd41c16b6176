import { promises as dns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** An address of a host name. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/**
 * Resolves a host name.
 * @throws Error if it has no address or no server answers
 */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** A name resolved to an address that no webhook is sent to. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
}

/**
 * Resolves like the system, including its hosts file. For development, where receivers are called
 * `localhost`.
 */
export const resolveLikeSystem: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/**
 * Queries name servers directly. The system's resolver blocks one of very few threads, so that two names with
 * dead servers would delay everyone's; its hosts file contains no public names anyway.
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
 * A look-up for sockets that resolves once and returns checked addresses only, so that the connection uses a
 * checked address even if the name changes a moment later (DNS rebinding).
 * @param options.isPrivateAllowed disables the check
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
 * @throws AddressRefused if one is not; Error if the name does not resolve
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
