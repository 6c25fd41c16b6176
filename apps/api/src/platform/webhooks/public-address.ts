import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the public internet: not private, loopback, link-local (where clouds offer
 * their metadata), shared by carriers, multicast or reserved, and without an embedded IPv4 address (mapped,
 * NAT64, 6to4, Teredo). The ranges are those of the IANA special-purpose registries, as `ipaddr.js` lists
 * them.
 * @param text an IPv4 or IPv6 address; any other text is not public
 */
export function isPublicAddress(text: string): boolean {
  // The library also reads old spellings such as `127.1`, which resolvers never return.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  // The library treats unassigned IPv6 ranges as unicast.
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}
