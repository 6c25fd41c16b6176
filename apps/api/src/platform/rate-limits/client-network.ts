import ipaddr from 'ipaddr.js';

/**
 * The network a client's address belongs to. The addresses that one subscriber can change at will count as one.
 * @param ipAddress IPv4 (kept whole) or IPv6 (its /64); anything else is answered as it is
 */
export function networkOf(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return ipAddress;
  const address = ipaddr.process(ipAddress);
  if (address.kind() === 'ipv4') return address.toString();
  const prefix = (address as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${prefix.join(':')}::/64`;
}
