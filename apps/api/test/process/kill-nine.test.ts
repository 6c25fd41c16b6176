import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { seeded } from '../seeded.ts';
import { freePort, makeDataFolder, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { allInvitations, allUsers, countByAddress, mailPatience, signUp } from './people.ts';

const kills = 20;
const adders = 4;

describe('an app that is killed repeatedly', () => {
  const data = makeDataFolder();
  afterAll(() => data.remove());

  test('loses nothing that it confirmed, and sends every invitation exactly once', {
    timeout: 600_000,
  }, async () => {
    const environment = { DATA_DIR: data.path, PORT: await freePort(), DATABASE_POOL: '8' };
    const start = () => startApp({ environment });
    const random = seeded(20_261_122);
    const answered = new Map<string, string>();
    const servers = new Set<number>();
    let app = await start();
    let owner: Browser = await signUp(app.url);
    const group = await owner.call(groups.create, { body: { name: 'Night shift' } });

    let next = 0;
    let killAfter = { answers: 0, milliseconds: 0 };
    const kill = () => app.kill();
    const addUntilItDies = async () => {
      for (;;) {
        const email = `person.${next++}@example.org`;
        const body = { email, groupIds: [group.id], sendInvitation: true };
        const answer = await owner.try(users.create, { body }).catch(() => null);
        if (!answer) return;
        expect(answer.status, answer.text).toBe(201);
        answered.set(email, (answer.body as { id: string }).id);
        killAfter.answers -= 1;
        // The point in time is the subject of the test, so this waits for a duration and not for a condition.
        if (killAfter.answers === 0) setTimeout(kill, killAfter.milliseconds);
      }
    };
    for (let round = 0; round < kills; round += 1) {
      killAfter = { answers: 1 + Math.floor(random() * 15), milliseconds: random() * 50 };
      const traffic = Promise.all(Array.from({ length: adders }, addUntilItDies));
      const end = await app.ended;
      expect(end.signal, end.stderr).toBe('SIGKILL');
      await traffic;
      servers.add(data.postgresPid() ?? 0);

      app = await start();
      owner = openBrowser(app.url, owner.cookies);
      const found = new Map((await allUsers(owner)).map((user) => [user.email, user]));
      for (const [email, id] of answered)
        expect(found.get(email), `${email} after kill ${round + 1}`).toMatchObject({
          id,
          status: 'invited',
          groups: [{ id: group.id }],
        });
    }
    expect(answered.size).toBeGreaterThan(kills);

    // A request without a response was carried out completely or not at all.
    const everybody = await allUsers(owner);
    const invited = everybody.filter(({ role }) => role === 'member');
    expect(invited.every(({ status, invitation }) => status === 'invited' && invitation !== null)).toBe(true);
    const mails = await vi.waitFor(async () => {
      const captured = await allInvitations(owner);
      expect(countByAddress(captured).size).toBe(invited.length);
      return captured;
    }, mailPatience);
    expect([...countByAddress(mails).values()].every((count) => count === 1)).toBe(true);
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set(invited.map(({ email }) => email)));
    await vi.waitFor(async () => {
      const states = new Set((await allUsers(owner)).flatMap(({ invitation }) => invitation?.delivery ?? []));
      expect(states).toEqual(new Set(['sent']));
    }, mailPatience);
    expect((await owner.call(account.seats, {})).used).toBe(everybody.length);
    const created = { action: ['user.created' as const], include: 'total' as const, limit: 1 };
    expect((await owner.call(auditEvents.list, { query: created })).total).toBe(invited.length);
    expect(await owner.call(groups.get, { params: { id: group.id } })).toMatchObject({
      userCount: invited.length,
    });

    servers.add(data.postgresPid() ?? 0);
    expect((await app.stop()).code).toBe(0);
    expect(data.postgresPid()).toBeNull();
    expect(await Promise.all([...servers].map((pid) => data.isServedBy(pid)))).not.toContain(true);
  });
});
