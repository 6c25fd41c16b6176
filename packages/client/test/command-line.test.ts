import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { useServer } from './server.ts';

const run = promisify(execFile);
const program = path.resolve(import.meta.dirname, '../src/cli.ts');
const server = useServer();

const commandLine = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const env = { ...process.env, MUSTER_URL: server.url, ...environment };
  return run(process.execPath, ['--conditions=muster-source', program, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error) => error as { code: number; stdout: string; stderr: string },
  );
};

test('the command line creates an API key for a person, and leaves no sign-in', async () => {
  server.answers(
    { body: {}, headers: { 'set-cookie': 'muster_access=one; Path=/; HttpOnly' } },
    { status: 201, body: { id: 'k1', key: 'mst_live_secret' } },
    { status: 204 },
  );
  const { code, stdout } = await commandLine(
    ['api-keys', 'create', 'name=HR sync', 'scopes:=["users:read"]', '--sign-in', 'ada@example.org'],
    { MUSTER_PASSWORD: 'a fine horse battery' },
  );
  expect({ code, answer: JSON.parse(stdout) }).toEqual({
    code: 0,
    answer: { id: 'k1', key: 'mst_live_secret' },
  });
  const [signIn, create, signOut] = server.requests;
  expect(JSON.parse(signIn?.body ?? '')).toEqual({
    email: 'ada@example.org',
    password: 'a fine horse battery',
  });
  expect(create).toMatchObject({ url: '/api/v1/api-keys', headers: { cookie: 'muster_access=one' } });
  expect(JSON.parse(create?.body ?? '')).toEqual({ name: 'HR sync', scopes: ['users:read'] });
  expect(signOut).toMatchObject({ url: '/api/v1/auth/sign-out', headers: { cookie: 'muster_access=one' } });
});

test('the command line reads lists, and says what is wrong', async () => {
  server.answers(
    { body: { data: [{ name: 'Ada' }], nextCursor: 'c' } },
    { body: { data: [{ name: 'Grace' }], nextCursor: null } },
    { status: 409, body: { code: 'user_exists', status: 409, title: 'There already.', requestId: 'r' } },
  );
  const key = { MUSTER_API_KEY: 'mst_test_key' };
  const listed = await commandLine(['users', 'list', 'status=active', 'status=invited', '--all'], key);
  expect(listed.stdout).toBe('{"name":"Ada"}\n{"name":"Grace"}\n');
  expect(server.requests[0]?.url).toBe('/api/v1/users?status=active&status=invited');
  const refused = await commandLine(['users', 'create', 'email=ada@example.org'], key);
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: 'There already. (user_exists)\n' });
  for (const wrong of [['persons'], ['users', 'fetch'], ['users', 'list', 'active'], ['users', '--key', 'x']])
    expect(await commandLine(wrong, key)).toMatchObject({ code: 2, stdout: '' });
});
