import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const from = (environment: NodeJS.ProcessEnv) => readConfig({ NODE_ENV: 'test', ...environment }).mail.from;

test('the sender defaults to the domain of PUBLIC_URL, and MAIL_FROM overrides it', () => {
  expect(from({ PUBLIC_URL: 'https://muster.acme.example', RESEND_API_KEY: 're_123' })).toBe(
    'Muster <muster@muster.acme.example>',
  );
  expect(from({})).toBe('Muster <muster@localhost>');
  expect(from({ MAIL_FROM: 'Acme <people@acme.example>' })).toBe('Acme <people@acme.example>');
});

test('an empty setting counts as not set', () => {
  const { mail } = readConfig({ NODE_ENV: 'test', RESEND_API_KEY: '', SMTP_URL: '', MAIL_FROM: '' });
  expect(mail).toMatchObject({ transport: 'mailbox', from: 'Muster <muster@localhost>' });
});

test.each([
  ['a public address', { PUBLIC_URL: 'https://muster.acme.com' }, true],
  ['a public address without https', { PUBLIC_URL: 'http://203.0.113.7' }, true],
  ['no address', {}, false],
  ['this machine', { PUBLIC_URL: 'http://localhost:3000' }, false],
  ['the own network', { PUBLIC_URL: 'http://192.168.1.5:3000' }, false],
])(
  'without NODE_ENV, %s decides about the demo company and captured e-mails',
  (_name, environment, isExposed) => {
    const config = readConfig(environment);
    expect(config).toMatchObject({ isExposed, isProduction: isExposed, isDemoWanted: !isExposed });
    expect(config.mail.isMailboxOpen).toBe(!isExposed);
  },
);

test.each([
  ['https in the own network', { PUBLIC_URL: 'https://muster.acme.lan' }, true],
  ['Resend', { RESEND_API_KEY: 're_123' }, true],
  ['a mail server', { SMTP_URL: 'smtp://mail.acme.com' }, true],
  ['a stand-in for Resend', { RESEND_API_KEY: 're_123', RESEND_BASE_URL: 'http://127.0.0.1:9' }, false],
  ['a mail server of the own network', { SMTP_URL: 'smtp://mailpit:1025' }, false],
])('without NODE_ENV, %s decides whether it is for others', (_name, environment, isForOthers) => {
  const { isProduction, isDemoWanted, mail } = readConfig(environment);
  expect({ isProduction, isDemoWanted }).toEqual({ isProduction: isForOthers, isDemoWanted: !isForOthers });
  if (isForOthers) expect(mail.isMailboxOpen).toBe(false);
});

test.each([
  '1',
  'proxy',
  '0.0.0.0/0',
  '0.0.0.0/1,128.0.0.0/1',
  '::/1',
  '10.0.0.0/',
  '10.0.0.1,',
  '10.0.0.0/8/8',
])('a TRUST_PROXY that names no proxies, or everybody, is refused: %s', (text) => {
  expect(() => readConfig({ TRUST_PROXY: text })).toThrow(/^TRUST_PROXY: addresses or networks/);
});

/** The address that a request has, which a proxy of this machine forwards for `caller`, who forges the header. */
async function addressFor(TRUST_PROXY: string, caller: string) {
  const app = Fastify({ trustProxy: readConfig({ TRUST_PROXY }).trustProxy });
  app.get('/', async ({ ip }) => ip);
  const headers = { 'x-forwarded-for': `198.51.100.1, ${caller}` };
  return (await app.inject({ url: '/', remoteAddress: '127.0.0.1', headers })).body;
}

test('nobody chooses the address that a proxy forwards', async () => {
  for (const text of ['true', 'loopback', '127.0.0.1', '::1, 127.0.0.0/8'])
    expect(await addressFor(text, '203.0.113.7'), text).toBe('203.0.113.7');
  expect(await addressFor('false', '203.0.113.7')).toBe('127.0.0.1');
});

test('webhooks to private addresses need WEBHOOKS_ALLOW_PRIVATE, which production refuses', () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://muster.acme.example',
    SECRET_KEY: 'a secret that only the tests know, 32+',
  };
  expect(readConfig({ NODE_ENV: 'development' }).arePrivateWebhooksAllowed).toBe(false);
  const allowed = { WEBHOOKS_ALLOW_PRIVATE: 'true' };
  expect(readConfig({ NODE_ENV: 'development', ...allowed }).arePrivateWebhooksAllowed).toBe(true);
  expect(readConfig(production).arePrivateWebhooksAllowed).toBe(false);
  expect(() => readConfig({ ...production, ...allowed })).toThrow(/WEBHOOKS_ALLOW_PRIVATE/);
});
