import ipaddr from 'ipaddr.js';

/**
 * The network of a client's address. Addresses that one subscriber can change at will count as one.
 * @param ipAddress IPv4 (unchanged) or IPv6 (its /64); anything else is returned unchanged
 */
export function networkOf(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return ipAddress;
  const address = ipaddr.process(ipAddress);
  if (address.kind() === 'ipv4') return address.toString();
  const prefix = (address as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${prefix.join(':')}::/64`;
}
