import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { groups } from '@muster/contracts/people/groups';
import { userImports } from '@muster/contracts/people/user-imports';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { freePort, makeDataFolder, startApp } from './app-process.ts';
import { openBrowser } from './browser.ts';
import { allInvitations, allUsers, countByAddress, signUp } from './people.ts';

const rows = 4_000;
const kills = 2;
/**
 * A killed worker's job is taken over when its heartbeat stops; then there are thousands of e-mails to send.
 */
const patience = { timeout: 300_000, interval: 100 };

const file = () => {
  const lines = Array.from({ length: rows }, (_, index) => {
    return `person.${index}@example.org,P${index},"Group ${index % 5}; Everybody",${index}`;
  });
  return new File([`E-mail,First name,Groups,External ID\n${lines.join('\n')}`], 'users.csv');
};

describe('an app that is killed during an import', () => {
  const data = makeDataFolder();
  afterAll(() => data.remove());

  test('continues the import after a restart, and adds and invites each user once', {
    timeout: 600_000,
  }, async () => {
    const environment = { DATA_DIR: data.path, PORT: await freePort() };
    let app = await startApp({ environment });
    let owner = await signUp(app.url);
    const { id } = await owner.call(userImports.create, { form: { file: file() } });
    const params = { id };
    await owner.call(userImports.commit, { params, body: { sendInvitations: true } });
    const progress = async () => (await owner.call(userImports.get, { params })).progress.done;

    let before = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const done = await vi.waitFor(
        async () => {
          const now = await progress();
          expect(now).toBeGreaterThan(before);
          return now;
        },
        { ...patience, interval: 10 },
      );
      expect((await app.kill()).signal).toBe('SIGKILL');
      app = await startApp({ environment });
      owner = openBrowser(app.url, owner.cookies);
      before = await progress();
      expect(before).toBeGreaterThanOrEqual(done);
      expect(before).toBeLessThan(rows);
    }

    const ended = await vi.waitFor(async () => {
      const found = await owner.call(userImports.get, { params });
      expect(found.status).toBe('done');
      return found;
    }, patience);
    expect(ended.counts).toEqual({ create: rows, update: 0, skip: 0, error: 0 });
    expect(ended.progress).toEqual({ done: rows, total: rows });
    const members = (await allUsers(owner)).filter(({ role }) => role === 'member');
    expect(members).toHaveLength(rows);
    expect(new Set(members.map(({ email }) => email)).size).toBe(rows);
    expect(members.every((user) => user.status === 'invited' && user.groups.length === 2)).toBe(true);
    expect((await owner.call(account.seats, {})).used).toBe(rows + 1);
    const { data: found } = await owner.call(groups.list, { query: {} });
    const counts = found.map(({ name, userCount }) => [name, userCount]);
    expect(Object.fromEntries(counts)).toMatchObject({
      Everybody: rows,
      'Group 0': rows / 5,
      'Group 4': rows / 5,
    });
    const query = { action: ['user.created' as const], include: 'total' as const, limit: 1 };
    expect((await owner.call(auditEvents.list, { query })).total).toBe(rows);

    const mails = await vi.waitFor(
      async () => {
        const captured = countByAddress(await allInvitations(owner));
        expect(captured.size).toBe(rows);
        return captured;
      },
      { ...patience, interval: 1_000 },
    );
    expect([...mails.values()].every((count) => count === 1)).toBe(true);
    expect((await app.stop()).code).toBe(0);
  });
});
