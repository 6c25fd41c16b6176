import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { users } from '@muster/contracts/people/users';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { seeded } from '../seeded.ts';
import { openReceiver } from '../webhook-receiver.ts';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { useOutsideDatabase } from './outside-database.ts';
import { allUsers, signUp } from './people.ts';

const databaseUrl = useOutsideDatabase();
const kills = 5;
/** A claim of a killed process expires after half a minute. */
const patience = { timeout: 300_000, interval: 250 };

describe('an app that is killed while it posts webhooks', () => {
  const data = makeDataFolder();
  const environment = async () => ({
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '8',
    DATA_DIR: data.path,
    PORT: await freePort(),
    PUBLIC_URL: 'https://muster.test',
    SECRET_KEY: 'a secret that both of the processes know',
    WEBHOOKS_ALLOW_PRIVATE: 'true',
  });
  const running = new Set<AppProcess>();
  const start = async () => {
    const app = await startApp({ environment: await environment() });
    running.add(app);
    return app;
  };
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.kill()));
    data.remove();
  });

  test('delivers every event at least once, with the same id at each attempt', {
    timeout: 600_000,
  }, async () => {
    const random = seeded(20_261_123);
    let open = 0;
    // Slow enough that a kill interrupts some of them.
    const receiver = await openReceiver(async (_, count) => {
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, 50 + random() * 100));
      open -= 1;
      return count === 1 && random() < 0.1 ? 500 : 200;
    });
    let app = await start();
    const owner: Browser = await signUp(app.url);
    const body = { url: `${receiver.url}/in`, events: ['user.created' as const] };
    const { id, secret } = await owner.call(webhookEndpoints.create, { body });
    let next = 0;
    const addSome = async (browser: Browser, count: number) => {
      for (let index = 0; index < count; index += 1) {
        const user = { email: `person.${next++}@example.org` };
        await browser.try(users.create, { body: user }).catch(() => null);
      }
    };
    // The first kill meets the only process, so what is open is its own.
    const firstTraffic = addSome(owner.at(app.url), 15);
    await vi.waitFor(() => expect(open).toBeGreaterThan(1), { ...patience, interval: 5 });
    running.delete(app);
    await app.kill();
    await firstTraffic;
    app = await start();
    const other = await start();
    for (let round = 1; round < kills; round += 1) {
      const traffic = Promise.all([addSome(owner.at(app.url), 15), addSome(owner.at(other.url), 15)]);
      const seen = receiver.received.length;
      await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(seen + 3), patience);
      running.delete(app);
      expect((await app.kill()).signal).toBe('SIGKILL');
      await traffic;
      app = await start();
    }
    const browser = openBrowser(other.url, owner.cookies);
    const members = (await allUsers(browser)).filter(({ role }) => role === 'member');
    expect(members.length).toBeGreaterThanOrEqual((kills - 1) * 15);
    await vi.waitFor(async () => {
      const query = { status: 'pending' as const };
      const { data: pending } = await browser.call(webhookEndpoints.deliveries, { params: { id }, query });
      expect(pending).toEqual([]);
    }, patience);

    const idsOf = new Map<string, Set<string>>();
    for (const request of receiver.received) {
      expect(receiver.verify(request, secret)).toEqual(request.body);
      const email = String(request.body.data.changes.email);
      idsOf.set(email, (idsOf.get(email) ?? new Set()).add(request.id));
    }
    expect([...idsOf.keys()].sort()).toEqual(members.map(({ email }) => email).sort());
    expect([...idsOf.values()].every((ids) => ids.size === 1)).toBe(true);
    // The kills interrupted deliveries, which were then taken over.
    const { data: last } = await browser.call(webhookEndpoints.deliveries, {
      params: { id },
      query: { limit: 200 },
    });
    const interrupted = last.filter(({ attempts }) => attempts.some(({ error }) => error === 'interrupted'));
    expect(interrupted.length).toBeGreaterThan(0);
    expect(last.every(({ status }) => status === 'succeeded')).toBe(true);

    for (const one of [app, other]) {
      running.delete(one);
      expect((await one.stop()).code).toBe(0);
    }
    await receiver.close();
  });
});
