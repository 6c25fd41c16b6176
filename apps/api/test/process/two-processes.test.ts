import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { notifications } from '@muster/contracts/mail/notifications';
import { users } from '@muster/contracts/people/users';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import type { Browser } from './browser.ts';
import { useOutsideDatabase } from './outside-database.ts';
import {
  activate,
  allInvitations,
  allMails,
  allUsers,
  anAddress,
  countByAddress,
  mailPatience,
  signUp,
} from './people.ts';

const databaseUrl = useOutsideDatabase();

describe('two processes on one database', () => {
  const data = makeDataFolder();
  const processes: AppProcess[] = [];
  let a: Browser;
  let b: Browser;

  beforeAll(async () => {
    for (let index = 0; index < 2; index += 1) {
      const environment = {
        DATABASE_URL: databaseUrl,
        DATABASE_POOL: '8',
        DATA_DIR: data.path,
        PORT: await freePort(),
        PUBLIC_URL: 'https://muster.test',
        // With https, the mailbox is closed otherwise.
        ALLOW_MAILBOX: 'true',
        SECRET_KEY: 'a secret that both of the processes know',
      };
      processes.push(await startApp({ environment }));
    }
    const [first, second] = processes as [AppProcess, AppProcess];
    a = await signUp(first.url);
    b = a.at(second.url);
  });
  afterAll(async () => {
    for (const end of await Promise.all(processes.map((app) => app.stop())))
      expect(end.code, end.stderr).toBe(0);
    data.remove();
  });

  test('send each of 200 invitations once, whichever process receives the request', async () => {
    const addresses = Array.from({ length: 200 }, (_, index) => `person.${index}@example.org`);
    const waiting = [...addresses.entries()];
    const adder = async () => {
      for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
        const [index, email] = entry;
        await (index % 2 === 0 ? a : b).call(users.create, { body: { email, sendInvitation: true } });
      }
    };
    await Promise.all(Array.from({ length: 8 }, adder));

    await vi.waitFor(async () => {
      const invited = (await allUsers(a)).filter(({ role }) => role === 'member');
      expect(invited.map(({ invitation }) => invitation?.delivery)).toEqual(Array(200).fill('sent'));
    }, mailPatience);
    const counts = countByAddress(await allInvitations(b));
    expect([...counts.keys()].sort()).toEqual([...addresses].sort());
    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  test('notify on one when a user activates on the other', async () => {
    const email = anAddress('ada');
    await a.call(users.create, { body: { email, sendInvitation: true } });
    const mail = await vi.waitFor(async () => {
      const [found] = await allMails(a, email);
      expect(found).toBeDefined();
      return found;
    }, mailPatience);
    const stream = await a.listen();

    await activate(processes[1]?.url ?? '', mail);

    await vi.waitFor(() => expect(stream.events).toContain('notification'), mailPatience);
    expect(stream.events).toContain('users.changed');
    stream.close();
    const { data: notified, unreadCount } = await a.call(notifications.list, {});
    expect(notified[0]).toMatchObject({
      type: 'user.activated',
      user: { name: 'Ada Lovelace' },
      readAt: null,
    });
    expect(unreadCount).toBe(1);
  });

  test('end a sign-in everywhere immediately', async () => {
    const email = anAddress('leaver');
    const first = await signUp(processes[0]?.url ?? '', email);
    const second = first.at(processes[1]?.url ?? '');
    const kept = new Map(first.cookies);
    expect((await second.try(me.get, {})).status).toBe(200);

    await first.call(auth.signOut, {});

    // Cookies that a thief copied before: signing out removed them only from this browser.
    for (const [name, value] of kept) second.cookies.set(name, value);
    expect((await second.try(me.get, {})).status).toBe(401);
    expect((await second.try(auth.refresh, {})).status).toBe(401);
  });
});
