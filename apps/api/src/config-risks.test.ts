import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { findRisks } from './config-risks.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-risks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = 'gX1u/9Jd0sLwTq7mZb4Rk2VhNfEoYcPa';
const safe = { DATA_DIR: folder, SECRET_KEY: random };

/** The settings that are refused, and those that are warned of. */
function risksOf(environment: NodeJS.ProcessEnv) {
  const risks = findRisks(readConfig({ ...safe, ...environment }));
  for (const { text } of risks) expect(text.length).toBeGreaterThan(20);
  const named = (isRefused: boolean) =>
    risks.filter((risk) => risk.isRefused === isRefused).map(({ setting }) => setting);
  return { refused: named(true), warned: named(false) };
}

test('nothing is wrong with an installation that runs as the guide says', () => {
  expect(risksOf({})).toEqual({ refused: [], warned: [] });
  expect(
    risksOf({
      ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://muster.acme.com', HOST: '0.0.0.0' },
      ...{ TRUST_PROXY: '10.0.0.0/8', RESEND_API_KEY: 're_123' },
    }),
  ).toEqual({ refused: [], warned: [] });
});

test.each([
  'x'.repeat(40),
  'abcabcabcabcabcabcabcabcabcabcabcabc',
  'change-me-change-me-please-1234567',
  'this-is-just-an-example-of-a-value!',
  'my_secret_key_for_the_muster_server',
  '0123456789abcdef0123456789abcdef',
  'Password1Password2Password3Password',
  'qwertyuiopasdfghjklzxcvbnmqwertyuiop',
  'SuperSecretTokenOfOurLittleMusterApp',
])('a SECRET_KEY that can be guessed is refused: %s', (key) => {
  expect(risksOf({ SECRET_KEY: key }).refused).toEqual(['SECRET_KEY']);
});

test.each([random, 'a secret that only the operator knows', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'])(
  'another SECRET_KEY is accepted: %s',
  (key) => {
    expect(risksOf({ SECRET_KEY: key }).refused).toEqual([]);
  },
);

test('a previous secret that can be guessed is warned of while it still signs people in', () => {
  expect(risksOf({ SECRET_KEY_PREVIOUS: 'x'.repeat(40) })).toEqual({
    refused: [],
    warned: ['SECRET_KEY_PREVIOUS'],
  });
});

test('captured e-mails on a port that others reach are warned of', () => {
  expect(risksOf({ HOST: '0.0.0.0' }).warned).toEqual(['HOST']);
  expect(risksOf({ HOST: '0.0.0.0', SMTP_URL: 'smtp://mail.acme.com' }).warned).toEqual([]);
});

test('trusting every proxy is refused where others reach the port', () => {
  expect(risksOf({ TRUST_PROXY: 'true', HOST: '0.0.0.0' }).refused).toEqual(['TRUST_PROXY']);
  expect(risksOf({ TRUST_PROXY: 'true', HOST: '::' }).refused).toEqual(['TRUST_PROXY']);
  expect(risksOf({ TRUST_PROXY: 'true' }).refused).toEqual([]);
  expect(risksOf({ TRUST_PROXY: '127.0.0.1', HOST: '0.0.0.0' }).refused).toEqual([]);
});

test('a data folder that cannot be written is refused, if it is needed', () => {
  // A file where the folder should be: unlike a missing permission, it stops the superuser, too.
  writeFileSync(join(folder, 'file'), '');
  const blocked = { DATA_DIR: join(folder, 'file', 'data') };
  expect(risksOf(blocked).refused).toEqual(['DATA_DIR']);
  expect(risksOf({ ...blocked, DATABASE_URL: 'postgres://localhost/muster' }).refused).toEqual([]);
  expect(risksOf({ DATA_DIR: join(folder, 'new') }).refused).toEqual([]);
});

test('webhooks to the own network are refused with a public address', () => {
  const allowed = { WEBHOOKS_ALLOW_PRIVATE: 'true' };
  expect(risksOf({ ...allowed, PUBLIC_URL: 'https://muster.acme.com' }).refused).toEqual([
    'WEBHOOKS_ALLOW_PRIVATE',
  ]);
  expect(risksOf({ ...allowed, PUBLIC_URL: 'http://192.168.1.5:3000' }).refused).toEqual([]);
});

test('a public address warns about what others could read, and about e-mail that reaches nobody', () => {
  const address = { PUBLIC_URL: 'http://muster.acme.com' };
  expect(risksOf(address).warned).toEqual(['SMTP_URL', 'PUBLIC_URL']);
  expect(risksOf({ ...address, ALLOW_MAILBOX: 'true' }).warned).toEqual(['ALLOW_MAILBOX', 'PUBLIC_URL']);
  expect(risksOf({ SMTP_URL: 'smtp://mail.acme.com', SMTP_INSECURE: 'true' }).warned).toEqual([
    'SMTP_INSECURE',
  ]);
});
