import { type AddressInfo, createServer } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { freePort, launchApp, makeDataFolder } from './app-process.ts';

const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://muster.test', SECRET_KEY: 'x'.repeat(40) };
const mail = { SMTP_URL: 'smtp://127.0.0.1:25', RESEND_API_KEY: 're_123', MAIL_FROM: 'a@example.org' };
const nowhere = 'postgres://muster:a-secret-password@127.0.0.1:9/muster';

describe('a start with a wrong configuration', () => {
  const data = makeDataFolder();
  afterAll(() => data.remove());

  const startWith = async (environment: NodeJS.ProcessEnv) =>
    launchApp({ environment: { DATA_DIR: data.path, PORT: '0', ...environment } }).ended;

  test.for<[string, NodeJS.ProcessEnv, string[]]>([
    ['a port that is not a number', { PORT: 'abc' }, ['PORT']],
    ['a port out of range', { PORT: '70000' }, ['PORT']],
    ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://127.0.0.1/muster' }, ['DATABASE_URL']],
    ['production without PUBLIC_URL', { ...production, PUBLIC_URL: '' }, ['PUBLIC_URL']],
    ['production without SECRET_KEY', { ...production, SECRET_KEY: '' }, ['SECRET_KEY']],
    ['a short SECRET_KEY', { SECRET_KEY: 'too short' }, ['SECRET_KEY']],
    ['two ways to send e-mails', mail, ['SMTP_URL', 'RESEND_API_KEY']],
    ['a database that does not respond', { DATABASE_URL: nowhere }, ['DATABASE_URL']],
    [
      'a database host with several addresses',
      { DATABASE_URL: 'postgres://localhost:9/muster' },
      ['DATABASE_URL'],
    ],
    ['a sender that is no address', { MAIL_FROM: 'foo' }, ['MAIL_FROM']],
    ['a path in PUBLIC_URL', { PUBLIC_URL: 'https://acme.example/muster' }, ['PUBLIC_URL']],
    [
      'an unknown sslmode',
      { DATABASE_URL: 'postgres://127.0.0.1/m?sslmode=yes' },
      ['DATABASE_URL', 'sslmode'],
    ],
    ['a DATA_DIR that is a file', { DATA_DIR: import.meta.filename }, ['DATA_DIR']],
    ['a DATA_DIR that cannot be made', { DATA_DIR: '/proc/muster/data' }, ['DATA_DIR']],
    ['an address of another machine', { HOST: '192.0.2.1' }, ['HOST']],
  ])('ends with one line that names the setting: %s', async ([, environment, names]) => {
    const end = await startWith(environment);
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.stderr).toMatch(/^[^\n]+\n$/);
    for (const name of names) expect(end.stderr).toMatch(new RegExp(`\\b${name}\\b`));
    expect(end.stderr).not.toContain('a-secret-password');
  });

  test.for<[string, string | null]>([
    ['does not answer', null],
    ['speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['closes the connection', ''],
  ])('ends with one line that names DATABASE_URL when the server %s', async ([, answer]) => {
    const stranger = createServer((socket) => {
      socket.on('error', () => undefined);
      if (answer !== null) socket.end(answer);
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const end = await startWith({
      DATABASE_URL: `postgres://muster:a-secret-password@127.0.0.1:${port}/muster`,
    });
    stranger.close();
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.stderr).toMatch(/^[^\n]*\bDATABASE_URL\b[^\n]*\n$/);
    expect(end.stderr).not.toContain('a-secret-password');
  });

  test('ends with one line that names the port when another program uses it', async () => {
    const port = await freePort();
    const other = createServer().listen(Number(port), '127.0.0.1');
    const end = await startWith({ PORT: port });
    other.close();
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.stderr).toMatch(/^[^\n]+\n$/);
    expect(end.stderr).toContain(port);
    expect(end.stderr).toMatch(/\bPORT\b/);
    // The process that tells it to stop does not live to see it.
    await vi.waitFor(() => expect(data.postgresPid()).toBeNull(), { timeout: 20_000 });
  });
});
