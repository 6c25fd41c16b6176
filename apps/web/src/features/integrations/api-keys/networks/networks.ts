import { Network } from '@muster/contracts/integrations/api-keys';

/** A network as typed, with its line number. */
export interface TypedNetwork {
  readonly line: number;
  readonly value: string;
}

/** How many networks an API key can have. */
export const mostNetworks = 50;

/** Splits the text into networks, one per line, and skips empty lines. */
export function parseNetworks(text: string): TypedNetwork[] {
  return text
    .split('\n')
    .map((value, index) => ({ line: index + 1, value: value.trim() }))
    .filter(({ value }) => value !== '');
}

/** The first entry that is neither an address nor a network. */
export function firstInvalid(networks: readonly TypedNetwork[]): TypedNetwork | undefined {
  return networks.find(({ value }) => !Network.safeParse(value).success);
}

/** Finds the line that a JSON pointer of the server (`#/allowedIps/1`) refers to. */
export function atPointer(pointer: string, text: string): TypedNetwork | undefined {
  const index = /^#\/allowedIps\/(\d+)$/.exec(pointer)?.[1];
  return index === undefined ? undefined : parseNetworks(text)[Number(index)];
}
