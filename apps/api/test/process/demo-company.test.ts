import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { service } from '@muster/contracts/instance/service';
import { Delivery } from '@muster/contracts/mail/delivery';
import { notifications } from '@muster/contracts/mail/notifications';
import { groups } from '@muster/contracts/people/groups';
import { UserStatus } from '@muster/contracts/people/users';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppProcess, freePort, makeDataFolder, runMuster, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { allUsers, type UserAnswer } from './people.ts';

describe('the first start on an empty database', () => {
  const data = makeDataFolder();
  const environment: NodeJS.ProcessEnv = { DATA_DIR: data.path, DEMO: 'on' };
  let app: AppProcess;
  let owner: Browser;
  let everybody: UserAnswer[];
  let printed: { email: string; password: string };

  beforeAll(async () => {
    environment.PORT = await freePort();
    app = await startApp({ environment });
    const [, email = '', password = ''] = await app.printed(/sign in as (\S+) with (\S+)/);
    printed = { email, password };
    owner = openBrowser(app.url);
    await owner.call(auth.signIn, { body: printed });
    everybody = await allUsers(owner);
  });
  afterAll(async () => {
    await app.stop();
    data.remove();
  });

  test('creates a company that the sign-in page offers, with the printed password', async () => {
    const { demo } = await openBrowser(app.url).call(service.info, {});
    expect(demo).toEqual(printed);
    const { account: company, user } = await owner.call(me.get, {});
    expect(company.name).not.toBe('');
    expect(user.role).toBe('owner');
  });

  test('creates about 240 users with realistic names in 12 groups', async () => {
    expect(everybody.length).toBeGreaterThanOrEqual(240);
    expect(everybody.length).toBeLessThan(260);
    expect(everybody.every(({ firstName, lastName }) => firstName !== '' && lastName !== '')).toBe(true);
    expect(new Set(everybody.map(({ email }) => email)).size).toBe(everybody.length);
    const { data: all } = await owner.call(groups.list, {});
    expect(all).toHaveLength(12);
    for (const group of all) {
      const members = everybody.filter((user) => user.groups.some(({ id }) => id === group.id));
      expect(group.userCount, group.name).toBe(members.length);
      expect(group.userCount, group.name).toBeGreaterThan(0);
    }
  });

  test('has every status, every delivery state and varied last logins', () => {
    expect(new Set(everybody.map(({ status }) => status))).toEqual(new Set(UserStatus.options));
    const deliveries = everybody.flatMap(({ invitation }) => invitation?.delivery ?? []);
    expect(new Set(deliveries)).toEqual(new Set(Delivery.options));
    const states = everybody.flatMap(({ invitation }) => invitation?.status ?? []);
    expect(new Set(states)).toEqual(new Set(['pending', 'accepted', 'expired', 'revoked']));
    const logins = everybody.flatMap(({ lastLoginAt }) => lastLoginAt?.slice(0, 10) ?? []);
    expect(new Set(logins).size).toBeGreaterThan(20);
  });

  test('has the right number of used seats', async () => {
    const count = (status: string) => everybody.filter((user) => user.status === status).length;
    const seats = await owner.call(account.seats, {});
    expect(seats.byStatus).toEqual({
      added: count('added'),
      invited: count('invited'),
      active: count('active'),
    });
    expect(seats.used).toBe(everybody.length - count('deactivated'));
    expect(seats.available).toBe((seats.limit ?? 0) - seats.used);
  });

  test('has notifications and an audit log', async () => {
    expect((await owner.call(notifications.list, {})).unreadCount).toBeGreaterThan(0);
    const { total } = await owner.call(auditEvents.list, { query: { include: 'total', limit: 1 } });
    expect(total).toBeGreaterThan(everybody.length);
  });

  test('is not repeated by the second start, which still offers the company', async () => {
    expect((await app.stop()).code).toBe(0);
    app = await startApp({ environment });
    const again = openBrowser(app.url);
    expect((await again.call(service.info, {})).demo).toEqual(printed);
    await again.call(auth.signIn, { body: printed });
    expect((await allUsers(again)).map(({ id }) => id)).toEqual(everybody.map(({ id }) => id));
    const { stdout } = await runMuster(['accounts', 'list', '--json'], { DATA_DIR: data.path });
    expect(JSON.parse(stdout)).toHaveLength(1);
  });
});

test.for([
  ['--empty', { DEMO: 'on' }, ['--empty']],
  ['DEMO=off', { DEMO: 'off' }, []],
] as const)('a first start with %s creates no demo company', async ([, setting, args]) => {
  const data = makeDataFolder();
  const environment = { DATA_DIR: data.path, PORT: await freePort(), ...setting };
  const app = await startApp({ environment, args });
  expect((await openBrowser(app.url).call(service.info, {})).demo).toBeNull();
  const { stdout } = await runMuster(['accounts', 'list'], { DATA_DIR: data.path });
  expect(stdout).toBe('There are no accounts yet.\n');
  expect((await app.stop()).stdout).not.toContain('Demo company');
  data.remove();
});
