import { me } from '@muster/contracts/access/me';
import { account } from '@muster/contracts/account/account';
import { users } from '@muster/contracts/people/users';
import { openDatabase } from '@muster/database/client';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Ended, freePort, makeDataFolder, runMuster, startApp } from './app-process.ts';
import { openBrowser } from './browser.ts';
import { useOutsideDatabase } from './outside-database.ts';
import { activate, allMails, anAddress, mailPatience, signUp } from './people.ts';

const idAtStart = /^[0-9a-f-]{36}/;

function succeeds(end: Ended): string {
  expect(end, `${end.stdout}\n${end.stderr}`).toMatchObject({ code: 0, signal: null, stderr: '' });
  return end.stdout;
}

describe('the command line of the operator on the bundled database', () => {
  const data = makeDataFolder();
  afterAll(() => data.remove());
  const muster = (...args: string[]) => runMuster(args, { DATA_DIR: data.path });
  test('works while no server runs, and leaves no database running', async () => {
    const before = await muster('db', 'status');
    expect(before.code).toBe(1);
    expect((await muster('db', 'verify')).stderr).toBe('Migrations are pending: run "db migrate" first.\n');
    expect(before.stdout).toMatch(/^pending +\d+_initial$/m);
    expect(succeeds(await muster('db', 'migrate'))).toMatch(/^Applied \d+_initial/);
    expect(succeeds(await muster('db', 'migrate'))).toBe('Nothing to do.\n');
    expect(succeeds(await muster('db', 'status'))).toMatch(/^applied +\d+_initial$/m);
    expect(succeeds(await muster('accounts', 'list'))).toBe('There are no accounts yet.\n');

    const created = succeeds(
      await muster(
        'accounts',
        'create',
        '--name',
        'Early Birds',
        '--owner',
        'early@example.org',
        '--seats',
        '3',
      ),
    );
    const [id = ''] = idAtStart.exec(created) ?? [];
    expect(succeeds(await muster('accounts', 'list'))).toMatch(new RegExp(`^${id} +1/3 +Early Birds$`, 'm'));
    expect(data.postgresPid()).toBeNull();
  }, 180_000);

  test('works beside the server: an account it creates is activated with the e-mailed link', async () => {
    const app = await startApp({ environment: { DATA_DIR: data.path, PORT: await freePort() } });
    const email = anAddress('founder');
    const created = succeeds(await muster('accounts', 'create', '--name', 'Later Risers', '--owner', email));
    const [id = ''] = idAtStart.exec(created) ?? [];
    const mail = await vi.waitFor(async () => {
      const [found] = await allMails(openBrowser(app.url), email);
      expect(found).toBeDefined();
      return found;
    }, mailPatience);

    const founder = await activate(app.url, mail);

    expect(await founder.call(me.get, {})).toMatchObject({
      account: { id, name: 'Later Risers' },
      user: { role: 'owner' },
    });
    expect(succeeds(await muster('db', 'status'))).toMatch(/^applied/m);
    expect(succeeds(await muster('db', 'migrate'))).toBe('Nothing to do.\n');
    expect((await app.stop()).code).toBe(0);
    expect(data.postgresPid()).toBeNull();
  });

  test('changes a plan beside the server, which applies it immediately', async () => {
    const app = await startApp({ environment: { DATA_DIR: data.path, PORT: await freePort() } });
    const owner = await signUp(app.url);
    const { account: own } = await owner.call(me.get, {});
    expect(succeeds(await muster('accounts', 'set-plan', own.id, '--seats', '1'))).toContain(
      '1 of 1 seats used',
    );
    expect(await owner.call(account.seats, {})).toMatchObject({ limit: 1, used: 1, available: 0 });
    const refused = await owner.try(users.create, { body: { email: anAddress() } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'seat_limit_reached' } });

    expect(succeeds(await muster('accounts', 'set-plan', own.id, '--seats', 'none'))).toContain('unlimited');
    await owner.call(users.create, { body: { email: anAddress() } });
    const listed = JSON.parse(succeeds(await muster('accounts', 'list', '--json'))) as object[];
    expect(listed).toContainEqual(expect.objectContaining({ id: own.id, seatLimit: null, seatsUsed: 2 }));
    expect((await app.stop()).code).toBe(0);
  });

  test.for([
    [
      'an unknown account',
      ['accounts', 'set-plan', '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d', '--seats', '5'],
      /no account/,
    ],
    ['seats that are not a number', ['accounts', 'set-plan', 'x', '--seats', 'many'], /number of seats/],
    [
      'an owner without an address',
      ['accounts', 'create', '--name', 'X', '--owner', 'nobody'],
      /not an e-mail address/,
    ],
    ['an unknown command', ['accounts', 'paint'], /paint/],
  ] as const)('refuses %s with a message and exit code 1', async ([, args, words]) => {
    const end = await muster(...args);
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(words);
    expect(end.stderr, 'no stack trace').not.toMatch(/^\s+at /m);
  });

  test('prints its usage', async () => {
    expect(succeeds(await muster('--help'))).toMatch(/accounts[\s\S]*db/);
    expect(succeeds(await muster('db', '--help'))).toMatch(/migrate[\s\S]*status[\s\S]*verify/);
    expect(succeeds(await muster('accounts', '--help'))).toMatch(/create[\s\S]*list[\s\S]*set-plan/);
  });
});

describe('db verify', () => {
  const databaseUrl = useOutsideDatabase();
  const muster = (...args: string[]) => runMuster(args, { DATABASE_URL: databaseUrl });

  test('reports the wrong rows and changes none of them', async () => {
    expect(succeeds(await muster('db', 'verify'))).toBe('Nothing is wrong.\n');
    await muster('accounts', 'create', '--name', 'Miscounted', '--owner', 'owner@example.org');
    const { pool, close } = openDatabase({ url: databaseUrl, max: 1 });
    const { rows } = await pool.query<{ id: string }>('UPDATE accounts SET users_total = 7 RETURNING id');
    await close();

    for (const time of ['once', 'again']) {
      const end = await muster('db', 'verify');
      expect(end, time).toMatchObject({ code: 1, stderr: '' });
      const line = new RegExp(`^number of users +accounts +${rows[0]?.id} +of account ${rows[0]?.id}$`, 'm');
      expect(end.stdout, time).toMatch(line);
      expect(end.stdout, time).toMatch(/^1 wrong\. Nothing was changed\.$/m);
    }
  });
});
