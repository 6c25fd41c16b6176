import { Network } from '@muster/contracts/integrations/api-keys';

/** A network as typed, and on which line. */
export interface TypedNetwork {
  readonly line: number;
  readonly value: string;
}

/** So many an API key can have. */
export const mostNetworks = 50;

/** What was typed, one a line; empty lines are left out. */
export function parseNetworks(text: string): TypedNetwork[] {
  return text
    .split('\n')
    .map((value, index) => ({ line: index + 1, value: value.trim() }))
    .filter(({ value }) => value !== '');
}

/** The first that is neither an address nor a network. */
export function firstInvalid(networks: readonly TypedNetwork[]): TypedNetwork | undefined {
  return networks.find(({ value }) => !Network.safeParse(value).success);
}

/** The line a JSON pointer of the server (`#/allowedIps/1`) is about. */
export function atPointer(pointer: string, text: string): TypedNetwork | undefined {
  const index = /^#\/allowedIps\/(\d+)$/.exec(pointer)?.[1];
  return index === undefined ? undefined : parseNetworks(text)[Number(index)];
}
