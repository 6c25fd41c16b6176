import { describe, expect, test } from 'vitest';
import { atPointer, firstInvalid, parseNetworks } from './networks.ts';

const typed = '203.0.113.0/24\n\n  2001:db8::/32 \nnot a network\n198.51.100.7\n';

describe('networks as typed', () => {
  test('are one per line, regardless of surrounding space', () => {
    expect(parseNetworks(typed).map(({ value }) => value)).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
      'not a network',
      '198.51.100.7',
    ]);
    expect(parseNetworks(' \n ')).toEqual([]);
  });

  test('are reported with their line if invalid', () => {
    expect(firstInvalid(parseNetworks(typed))).toEqual({ line: 4, value: 'not a network' });
    expect(firstInvalid(parseNetworks('203.0.113.0/33'))).toEqual({ line: 1, value: '203.0.113.0/33' });
    expect(firstInvalid(parseNetworks('10.0.0.0/8\n::1'))).toBeUndefined();
  });

  test('a pointer from the server is mapped to its line, even after empty lines', () => {
    expect(atPointer('#/allowedIps/1', typed)).toEqual({ line: 3, value: '2001:db8::/32' });
    expect(atPointer('#/allowedIps/9', typed)).toBeUndefined();
    expect(atPointer('#/name', typed)).toBeUndefined();
  });
});
