import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291; and the addresses that mean "all of this machine". */
const local = new BlockList();
local.addSubnet('0.0.0.0', 32, 'ipv4');
local.addSubnet('10.0.0.0', 8, 'ipv4');
local.addSubnet('172.16.0.0', 12, 'ipv4');
local.addSubnet('192.168.0.0', 16, 'ipv4');
local.addSubnet('169.254.0.0', 16, 'ipv4');
local.addSubnet('100.64.0.0', 10, 'ipv4');
local.addAddress('::', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whether a host is this machine.
 * @param host a name or an address, also an IPv6 one in brackets or an IPv4 one mapped to IPv6
 */
export function isLoopback(host: string): boolean {
  const name = plain(host);
  return name === 'localhost' || name.endsWith('.localhost') || isIn(loopback, name);
}

/**
 * Whether a host is this machine or one of its own network: names without a domain or in `.local`, `.internal`
 * and `.lan`, private addresses, and names that no public host can have (RFC 6761).
 * @param host as for `isLoopback`
 */
export function isPrivateHost(host: string): boolean {
  const name = plain(host);
  const isNetworkName =
    isIP(name) === 0 && (!name.includes('.') || /\.(local|internal|lan|test|example|invalid)$/.test(name));
  return isLoopback(host) || isNetworkName || isIn(local, name);
}

function plain(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
}

function isIn(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
