import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet: none that is private, loopback, link-local (where clouds
 * keep their metadata), shared by carriers, multicast, reserved, or that carries an IPv4 address inside
 * (mapped, NAT64, 6to4, Teredo). The ranges are those of the IANA special-purpose registries, as `ipaddr.js`
 * keeps them.
 * @param text an IPv4 or IPv6 address; anything else is none
 */
export function isPublicAddress(text: string): boolean {
  // The library also reads old spellings such as `127.1`, which resolvers never answer.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  // What IPv6 has given to nobody yet counts as unicast there.
  return address.kind() === 'ipv4' || address.match(globalUnicast);
}
