import { account } from '@muster/contracts/account/account';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { type FakeResend, openFakeResend } from '../fake-resend.ts';
import { type AppProcess, freePort, startApp } from './app-process.ts';
import { useOutsideDatabase } from './outside-database.ts';
import { signUp } from './people.ts';

describe('an app that cannot send e-mails', () => {
  const databaseUrl = useOutsideDatabase();
  const patience = { timeout: 60_000, interval: 100 };
  let resend: FakeResend | undefined;
  let app: AppProcess | undefined;
  afterEach(async () => {
    await app?.stop();
  });
  afterAll(() => resend?.close());

  const start = async (environment: NodeJS.ProcessEnv) => {
    const settings = { DATABASE_URL: databaseUrl, DATA_DIR: '/nonexistent', PORT: await freePort() };
    app = await startApp({
      environment: {
        ...settings,
        SECRET_KEY: 'a secret only this test knows, 32+',
        MAIL_FROM: 'x@acme.example',
        ...environment,
      },
    });
    return app;
  };
  const readiness = async (url: string) => {
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as { mail: object } };
  };

  test.each([
    ['a wrong key', () => ({ RESEND_API_KEY: 're_wrong', RESEND_BASE_URL: resend?.url }), /invalid_api_key/],
    [
      'a provider that cannot be reached',
      () => ({ RESEND_API_KEY: 're_test', RESEND_BASE_URL: 'http://127.0.0.1:1' }),
      /could not be resolved/,
    ],
    ['a mail server that cannot be reached', () => ({ SMTP_URL: 'smtp://127.0.0.1:1' }), /ECONNREFUSED/],
  ])(
    '%s appears in /readyz, on Overview and in the log, and the app stays ready',
    async (_, settings, said) => {
      resend ??= await openFakeResend();
      const { url, stdout } = await start(settings());
      await vi.waitFor(async () => {
        const { status, body } = await readiness(url);
        expect(status).toBe(200);
        expect(body.mail).toMatchObject({ status: 'failing', detail: expect.stringMatching(said) });
      }, patience);
      const owner = await signUp(url);
      const { mail } = await owner.call(account.overview, {});
      expect(mail).toMatchObject({ isWorking: false, detail: expect.stringMatching(said) });
      await vi.waitFor(() => expect(stdout()).toContain('e-mails are not being sent'), patience);
    },
  );
});
