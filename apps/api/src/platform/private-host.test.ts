import { expect, test } from 'vitest';
import { isLoopback, isPrivateHost } from './private-host.ts';

test.each([
  'localhost',
  'LOCALHOST',
  'app.localhost',
  '127.0.0.1',
  '127.9.9.9',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
  expect(isPrivateHost(host)).toBe(true);
});

test.each([
  ...[
    '192.168.1.5',
    '10.0.0.1',
    '172.16.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '::',
    '[fd00::1]',
    'fe80::1',
  ],
  ...[
    'muster',
    'muster.local',
    'muster.internal',
    'nas.lan',
    'muster.test',
    'muster.acme.example',
    '::ffff:10.0.0.1',
  ],
])('%s is the own network', (host) => {
  expect(isLoopback(host)).toBe(false);
  expect(isPrivateHost(host)).toBe(true);
});

test.each([
  'muster.acme.com',
  '8.8.8.8',
  '172.32.0.1',
  '2001:db8::1',
  'localhost.acme.com',
  '127.0.0.1.nip.io',
])('%s is public', (host) => {
  expect(isLoopback(host)).toBe(false);
  expect(isPrivateHost(host)).toBe(false);
});
