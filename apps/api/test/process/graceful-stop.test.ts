import { auth } from '@muster/contracts/access/auth';
import { users } from '@muster/contracts/people/users';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openFakeResend } from '../fake-resend.ts';
import { freePort, launchApp, makeDataFolder, startApp } from './app-process.ts';
import { openBrowser } from './browser.ts';
import {
  allInvitations,
  allUsers,
  anAddress,
  countByAddress,
  mailPatience,
  password,
  signUp,
} from './people.ts';

describe('an app that receives a stop signal', () => {
  const folders: ReturnType<typeof makeDataFolder>[] = [];
  const aFolder = () => {
    const folder = makeDataFolder();
    folders.push(folder);
    return folder;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });

  test('responds to every accepted request, ends streams and the database, and can be restarted', async () => {
    const data = aFolder();
    // At "debug", each request that reached the app is a line in its log.
    const environment = { DATA_DIR: data.path, PORT: await freePort(), LOG_LEVEL: 'debug' };
    const app = await startApp({ environment });
    const email = anAddress('owner');
    const owner = await signUp(app.url, email);
    const stream = await owner.listen();
    const postgres = data.postgresPid() ?? 0;
    expect(await data.isServedBy(postgres)).toBe(true);

    const headers = (id: string) => ({ 'x-request-id': id, 'content-type': 'application/json' });
    const signIns = Array.from({ length: 24 }, (_, index) =>
      openBrowser(app.url).send({
        method: 'POST',
        path: '/api/v1/auth/sign-in',
        headers: headers(`sign-in-${index}`),
        body: { email, password },
      }),
    );
    const adds = Array.from({ length: 24 }, (_, index) =>
      owner.send({
        method: 'POST',
        path: '/api/v1/users',
        headers: headers(`add-${index}`),
        body: { email: `person.${index}@example.org`, sendInvitation: true },
      }),
    );
    const requests = [...signIns, ...adds];
    const answers = Promise.allSettled(requests);
    const names = [...signIns.keys()].map((index) => `sign-in-${index}`);
    await Promise.all(
      [...names, ...[...adds.keys()].map((index) => `add-${index}`)].map((id) =>
        app.printed(new RegExp(`"${id}"[^\\n]*incoming request`)),
      ),
    );
    const isAnswered = (id: string) => new RegExp(`"${id}"[^\\n]*request completed`).test(app.stdout());
    expect(names.filter(isAnswered).length, 'sign-ins that finished before the signal').toBeLessThan(
      names.length,
    );

    const end = await app.stop();

    const settled = await answers;
    expect(
      settled.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : [])),
    ).toEqual([]);
    const statuses = settled.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.status] : [],
    );
    expect(statuses).toEqual([...signIns.map(() => 200), ...adds.map(() => 201)]);
    await stream.ended;
    expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(data.postgresPid()).toBeNull();
    expect(await data.isServedBy(postgres)).toBe(false);

    const again = await startApp({ environment });
    const back = openBrowser(again.url);
    await back.call(auth.signIn, { body: { email, password } });
    expect(await allUsers(back)).toHaveLength(1 + adds.length);
    const mails = await vi.waitFor(async () => {
      const captured = await allInvitations(back);
      expect(countByAddress(captured).size).toBe(adds.length);
      return captured;
    }, mailPatience);
    expect(mails).toHaveLength(adds.length);
    expect((await again.stop()).code).toBe(0);
  });

  test('stops waiting for the e-mail provider, and the next process sends each e-mail once', async () => {
    const resend = await openFakeResend({ domains: [{ name: 'acme.example', status: 'verified' }] });
    const data = aFolder();
    const environment = {
      ...{ DATA_DIR: data.path, PORT: await freePort(), LOG_LEVEL: 'info' },
      ...{ RESEND_API_KEY: resend.apiKey, RESEND_BASE_URL: resend.url },
      MAIL_FROM: 'Acme <hello@acme.example>',
    };
    // Slow enough for e-mails to wait for their turn on a slow machine, too.
    const app = await startApp({ environment: { ...environment, RESEND_RATE: '0.5' } });
    const owner = await signUp(app.url);
    const people = Array.from({ length: 1000 }, (_, index) => ({
      email: `person.${index}@example.org`,
      sendInvitation: true,
    }));
    await owner.call(users.batch, { body: { users: people } });
    const invitations = () => resend.sent.filter(({ to }) => String(to).startsWith('person.'));
    // By the third of ten batches, others are waiting for their turn.
    await vi.waitFor(() => expect(invitations().length).toBeGreaterThan(200), mailPatience);

    const end = await app.stop();

    expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(end.stdout).toContain('a job goes back into its queue');
    expect(end.stdout).not.toContain('"level":"error"');
    const again = await startApp({ environment });
    await vi.waitFor(() => expect(invitations()).toHaveLength(people.length), {
      timeout: 60_000,
      interval: 100,
    });
    expect(new Set(invitations().map(({ to }) => String(to))).size).toBe(people.length);
    expect((await again.stop()).code).toBe(0);
    await resend.close();
  });

  test.for([
    ['at once', null],
    ['after PostgreSQL started', /started PostgreSQL/],
    ['after migrating', /migrations applied/],
  ] as const)('leaves nothing behind when stopped during its start: %s', async ([, moment]) => {
    const data = aFolder();
    const environment = { DATA_DIR: data.path, PORT: await freePort(), LOG_LEVEL: 'info' };
    const app = launchApp({ environment });
    if (moment) await app.printed(moment);
    const postgres = data.postgresPid();

    const end = await app.stop();

    expect(end.stderr).toBe('');
    if (moment) expect(end).toMatchObject({ code: 0, signal: null });
    expect(data.postgresPid()).toBeNull();
    expect(await data.isServedBy(postgres ?? 0)).toBe(false);
  });
});
