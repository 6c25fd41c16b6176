import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { service } from '@muster/contracts/instance/service';
import { users } from '@muster/contracts/people/users';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { useOutsideDatabase } from './outside-database.ts';
import {
  activate,
  allMails,
  anAddress,
  chooseCode,
  mailPatience,
  password,
  signUp,
  startSignUp,
  tokenIn,
} from './people.ts';

const databaseUrl = useOutsideDatabase();
const data = makeDataFolder();
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: '8',
  DATA_DIR: data.path,
  PUBLIC_URL: 'https://people.acme.example',
  SECRET_KEY: 'a secret that only the operator knows',
  LOG_LEVEL: 'trace',
};
afterAll(() => data.remove());

describe('in production', () => {
  let app: AppProcess;
  let owner: Browser;

  beforeAll(async () => {
    app = await startApp({ environment: { ...production, ALLOW_MAILBOX: 'true', PORT: await freePort() } });
    owner = await signUp(app.url);
  });
  afterAll(() => app.stop());

  test('cookies are sent over TLS only and are not readable by scripts', async () => {
    const browser = openBrowser(app.url);
    const { id } = await startSignUp(browser, anAddress('owner'));
    const { headers } = await browser.send({
      method: 'POST',
      path: '/api/v1/auth/sign-up/confirm',
      body: { id, code: await chooseCode(app.url, id) },
    });
    const cookies = headers['set-cookie'] ?? [];
    expect(cookies).toHaveLength(3);
    for (const cookie of cookies) {
      expect(cookie).toContain('; Secure');
      expect(cookie).toContain('; HttpOnly');
      expect(cookie).toContain('; SameSite=Lax');
    }
  });

  test('pages have HSTS, no inline scripts, no referrer, and are not cached', async () => {
    for (const path of ['/activate', '/', '/users/add', '/api/v1/service-info']) {
      const { status, headers } = await openBrowser(app.url).send({ path });
      expect(status, path).toBe(200);
      expect(headers['strict-transport-security'], path).toMatch(/^max-age=\d{8,}/);
      expect(headers['referrer-policy'], path).toBe('no-referrer');
      expect(headers['cache-control'], path).toBe('no-store');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['x-powered-by'], path).toBeUndefined();
      const policy = String(headers['content-security-policy']);
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
      expect(scripts, path).toBe("'self'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).toContain("base-uri 'none'");
    }
    // A request of a browser with an older page.
    const gone = await openBrowser(app.url).send({ path: '/assets/of-another-build.js' });
    expect(gone).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const page = (await openBrowser(app.url).send({ path: '/activate' })).text;
    expect([...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)]).toEqual([]);
    expect(page).not.toMatch(/\son\w+=/);
  });

  test('unknown pages have status 404, and scripts are compressed', async () => {
    const { text } = await openBrowser(app.url).send({ path: '/' });
    for (const path of ['/users/', '/Groups?sort=name', `/activate%23${'a'.repeat(43)}`])
      expect(await openBrowser(app.url).send({ path }), path).toMatchObject({ status: 200, text });
    for (const path of ['/nothing', '/users/1/2/3', '/users//', '/%00', `/${'x'.repeat(500)}`])
      expect(await openBrowser(app.url).send({ path }), path).toMatchObject({ status: 404, text });
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? '';
    for (const encoding of ['br', 'gzip']) {
      const headers = { 'accept-encoding': encoding };
      const { status, headers: sent } = await openBrowser(app.url).send({ path: script, headers });
      expect(status).toBe(200);
      expect(sent['content-encoding']).toBe(encoding);
      expect(sent['cache-control']).toContain('immutable');
    }
  });

  test('a request from another site is refused, whatever its Host header', async () => {
    const refused = await owner.send({
      method: 'POST',
      path: '/api/v1/users',
      headers: { origin: 'https://evil.example' },
      body: { email: anAddress() },
    });
    expect(refused).toMatchObject({ status: 403, body: { code: 'cross_site_request' } });
    // The caller chooses the Host header; only the configured URL counts.
    const spoofed = await owner.send({
      method: 'POST',
      path: '/api/v1/users',
      headers: { origin: 'https://evil.example', host: 'evil.example' },
      body: { email: anAddress() },
    });
    expect(spoofed.status).toBe(403);
  });

  test('links in e-mails use the configured URL, whatever the Host header', async () => {
    const email = anAddress('ada');
    const answer = await owner.send({
      method: 'POST',
      path: '/api/v1/users',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      body: { email, sendInvitation: true },
    });
    expect(answer.status).toBe(201);
    const mail = await mailTo(email);
    expect(mail.text).toContain('https://people.acme.example/activate#');
    expect(`${mail.text}${mail.html}`).not.toContain('evil.example');
    for (const [, link] of mail.html.matchAll(/(?:href|src)="([^"]+)"/g))
      expect(link).toMatch(/^https:\/\/people\.acme\.example\//);
  });

  test('log lines contain no password, token, cookie or e-mail text', async () => {
    const email = anAddress('ada');
    const headers = { 'user-agent': 'Mozilla/5.0', referer: 'https://people.acme.example/users' };
    const body = { email, sendInvitation: true };
    await owner.send({ method: 'POST', path: '/api/v1/users', headers, body });
    const invitation = await mailTo(email);
    const employee = await activate(app.url, invitation);
    await employee.try(auth.signIn, { body: { email, password: 'not the right one at all' } });
    await employee.call(auth.refresh, {});
    await employee.call(me.get, {});
    await employee.call(auth.forgotPassword, { body: { email } });
    const reset = await vi.waitFor(async () => {
      const found = (await allMails(owner, email)).find(({ template }) => template === 'password_reset');
      expect(found).toBeDefined();
      return found;
    }, mailPatience);
    const newPassword = 'quite another long password';
    await employee.call(auth.resetPassword, { body: { token: tokenIn(reset), password: newPassword } });
    const signedIn = openBrowser(app.url);
    await signedIn.call(auth.signIn, { body: { email, password: newPassword } });
    // As mail gateways write links.
    for (const link of [
      `activate%23${tokenIn(invitation)}`,
      `reset-password/%23${tokenIn(reset)}?utm_source=x`,
    ])
      expect((await signedIn.send({ method: 'GET', path: `/${link}` })).status).toBe(200);
    const secrets = [
      password,
      newPassword,
      'not the right one at all',
      tokenIn(invitation),
      tokenIn(reset),
      production.SECRET_KEY,
      new URL(databaseUrl).password,
      ...owner.cookies.values(),
      ...signedIn.cookies.values(),
      // A sentence of each e-mail's body.
      ...[invitation, reset].flatMap(
        (mail) => mail?.text.split('\n').filter((line) => line.length > 40) ?? [],
      ),
    ].filter((secret) => secret !== '');
    await signedIn.call(auth.signOut, {});

    const log = app.stdout();
    expect(log).toContain('"level":"info"');
    expect(log).toContain('/api/v1/activation/accept');
    expect(
      secrets.filter((secret) => log.includes(secret) || log.includes(JSON.stringify(secret).slice(1, -1))),
    ).toEqual([]);
    expect(log).not.toMatch(/\$argon2id\$/);
    expect(log).not.toMatch(/muster_(access|refresh)=/);
  });

  async function mailTo(email: string) {
    return vi.waitFor(async () => {
      const [found] = await allMails(owner, email);
      if (!found) throw new Error(`No mail to ${email} yet.`);
      return found;
    }, mailPatience);
  }
});

test('the mailbox and the demo are off in production, unless the operator allows the mailbox', async () => {
  const app = await startApp({ environment: { ...production, DEMO: 'on', PORT: await freePort() } });
  const browser = openBrowser(app.url);
  const refused = await browser.send({ path: '/api/v1/mailbox' });
  expect(refused).toMatchObject({ status: 403, body: { code: 'mailbox_disabled' } });
  expect(await browser.call(service.info, {})).toMatchObject({ isMailboxOpen: false, demo: null });
  const owner = await signUp(app.url);
  // Without a transport, an invitation is still accepted; it waits in the outbox.
  expect((await owner.try(users.create, { body: { email: anAddress(), sendInvitation: true } })).status).toBe(
    201,
  );
  expect((await app.stop()).code).toBe(0);
});
