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
