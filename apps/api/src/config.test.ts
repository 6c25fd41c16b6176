import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const from = (environment: NodeJS.ProcessEnv) => readConfig({ NODE_ENV: 'test', ...environment }).mail.from;

test('mail comes from the domain its links lead to, unless it is told otherwise', () => {
  expect(from({ PUBLIC_URL: 'https://muster.acme.example', RESEND_API_KEY: 're_123' })).toBe(
    'Muster <muster@muster.acme.example>',
  );
  expect(from({})).toBe('Muster <muster@localhost>');
  expect(from({ MAIL_FROM: 'Acme <people@acme.example>' })).toBe('Acme <people@acme.example>');
});

test('an empty setting is none', () => {
  const { mail } = readConfig({ NODE_ENV: 'test', RESEND_API_KEY: '', SMTP_URL: '', MAIL_FROM: '' });
  expect(mail).toMatchObject({ transport: 'mailbox', from: 'Muster <muster@localhost>' });
});
