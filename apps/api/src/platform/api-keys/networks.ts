import { BlockList, isIPv6 } from 'node:net';

/** Networks in CIDR notation (RFC 4632) or single addresses; an empty list stands for every address. */
export type Networks = readonly string[];

/** Whether an address is in one of the networks. */
export function isAllowedFrom(networks: Networks, address: string): boolean {
  if (networks.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return networks.some((network) => contains(parse(network), plain));
}

/** Whether everything in some networks is in others, too. */
export function isWithin(networks: Networks, others: Networks): boolean {
  if (others.length === 0) return true;
  if (networks.length === 0) return false;
  return networks.map(parse).every(({ base, bits, family }) =>
    others.map(parse).some((other) => {
      return family === other.family && bits >= other.bits && contains(other, base);
    }),
  );
}

interface Network {
  readonly base: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A network; an IPv4 one may be written as IPv6 (RFC 4291, 2.5.5.2). */
function parse(network: string): Network {
  const [written = '', length] = network.split('/');
  const bits = length === undefined ? (isIPv6(written) ? 128 : 32) : Number(length);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(written)?.[1];
  if (mapped !== undefined && bits >= 96) return { base: mapped, bits: bits - 96, family: 'ipv4' };
  return { base: written, bits, family: isIPv6(written) ? 'ipv6' : 'ipv4' };
}

function contains({ base, bits, family }: Network, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(base, bits, family);
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
