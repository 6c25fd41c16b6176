import { expect, test } from 'vitest';
import { isAllowedFrom, isWithin } from './networks.ts';

test.each([
  [[], '203.0.113.9', true],
  [['10.0.0.0/8'], '10.255.0.1', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['10.0.0.0/8'], '::ffff:10.1.2.3', true],
  [['::ffff:127.0.0.1'], '127.0.0.1', true],
  [['2001:db8::/32'], '2001:db8::1', true],
  [['2001:db8::/32'], '10.0.0.1', false],
  [['0.0.0.0/0'], '2001:db8::1', false],
])('%j allows %s: %s', (networks, address, isAllowed) => {
  expect(isAllowedFrom(networks, address)).toBe(isAllowed);
});

test.each([
  [['10.1.0.0/16'], ['10.0.0.0/8'], true],
  [['10.0.0.0/8'], ['10.0.0.0/8'], true],
  [['10.0.0.0/7'], ['10.0.0.0/8'], false],
  [['10.1.2.3'], ['10.0.0.0/8', '192.0.2.1'], true],
  [['10.1.2.3', '192.0.2.2'], ['10.0.0.0/8', '192.0.2.1'], false],
  [['::ffff:10.1.2.3'], ['10.0.0.0/8'], true],
  [['::/0'], ['0.0.0.0/0'], false],
  [['0.0.0.0/0'], ['::/0'], false],
  [[], ['10.0.0.0/8'], false],
  [['10.0.0.0/8'], [], true],
  [[], [], true],
])('%j lies within %j: %s', (networks, others, isInside) => {
  expect(isWithin(networks, others)).toBe(isInside);
});
