import { setTimeout as sleep } from 'node:timers/promises';
import { auth } from '@muster/contracts/access/auth';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { anAddress, password, signUp } from './people.ts';

const email = anAddress('owner');
const csv = `Email\n${Array.from({ length: 200 }, (_, index) => `person.${index}@example.org`).join('\n')}\n`;

/** Who is signed in, and where. */
interface Visitor {
  readonly url: string;
  readonly cookies: ReadonlyMap<string, string>;
}

/** Requests of each kind: read, search, write, batch, export, import, sign-in, refresh, stranger. */
const traffic: readonly ((browser: Visitor) => Promise<Response>)[] = [
  (browser) => ask(browser, 'GET', groups.list.path),
  (browser) => ask(browser, 'GET', `${users.list.path}?q=ada&include=total`),
  (browser) => ask(browser, 'POST', groups.create.path, { name: anAddress('Group') }),
  (browser) => ask(browser, 'POST', users.create.path, { email: anAddress() }),
  (browser) => ask(browser, 'POST', users.batch.path, { users: [{ email: anAddress() }] }),
  (browser) => ask(browser, 'GET', users.export.path),
  (browser) => ask(browser, 'POST', '/user-imports', importForm()),
  (browser) => ask(browser, 'POST', auth.signIn.path, { email, password }),
  (browser) => ask(browser, 'POST', auth.forgotPassword.path, { email: anAddress() }),
  (browser) => ask(browser, 'POST', '/activation/preview', { token: 'x'.repeat(43) }),
];

function importForm(): FormData {
  const form = new FormData();
  form.append('file', new File([csv], 'users.csv'));
  return form;
}

function ask(browser: Visitor, method: string, path: string, body?: object): Promise<Response> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const isForm = body instanceof FormData;
  return fetch(`${browser.url}/api/v1${path}`, {
    method,
    headers: isForm || !body ? { cookie } : { cookie, 'content-type': 'application/json' },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
}

describe('when PostgreSQL is killed under traffic', () => {
  const data = makeDataFolder();
  let app: AppProcess;
  let owner: Browser;

  beforeAll(async () => {
    app = await startApp({ environment: { DATA_DIR: data.path, PORT: await freePort() } });
    owner = openBrowser(app.url, (await signUp(app.url, email)).cookies);
  }, 180_000);
  afterAll(async () => {
    expect((await app.stop()).code).toBe(0);
    data.remove();
  });

  test('every answer is a success or a 503 with Retry-After, and then all is well', {
    timeout: 600_000,
  }, async () => {
    const answers = new Map<string, number>();
    const wrong: string[] = [];
    let isOver = false;
    const visitor = async (first: number) => {
      for (let next = first; !isOver; next += 1) {
        const request = traffic[next % traffic.length] as (typeof traffic)[number];
        const response = await request({ url: app.url, cookies: owner.cookies });
        const { status } = response;
        // An export that has begun can only break off.
        const text = await response.text().catch(() => 'broken off');
        const isFine = status < 300 || (status === 404 && text.includes('invitation_not_found'));
        const isHonest = status === 503 && Number(response.headers.get('retry-after')) > 0;
        const isLimited = status === 429 && Number(response.headers.get('retry-after')) > 0;
        answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
        if (!isFine && !isHonest && !isLimited) wrong.push(`${response.url} ${status} ${text.slice(0, 300)}`);
      }
    };
    const visitors = Promise.all(traffic.map((_, index) => visitor(index)));
    visitors.catch(() => undefined);
    for (let kill = 0; kill < 3; kill += 1) {
      const before = answers.get('503') ?? 0;
      const pid = data.postgresPid() ?? 0;
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(answers.get('503') ?? 0).toBeGreaterThan(before), { timeout: 60_000 });
      await vi.waitFor(async () => expect((await fetch(`${app.url}/readyz`)).status).toBe(200), {
        ...{ timeout: 60_000, interval: 250 },
      });
      await sleep(500);
    }
    isOver = true;
    await visitors;
    expect(wrong).toEqual([]);
    expect([...answers.keys()]).toContain('503');

    for (const request of traffic) {
      const { status, url } = await request({ url: app.url, cookies: owner.cookies });
      expect(status >= 500, `${url} ${status}`).toBe(false);
    }
    await owner.call(users.create, { body: { email: anAddress() } });
  });
});
