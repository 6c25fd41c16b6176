import { groups } from '@muster/contracts/people/groups';
import { expect, test, vi } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const token = 'metrics-token-of-this-test';
const api = useApi({ environment: { METRICS_TOKEN: token } });

const remote = { remoteAddress: '192.0.2.7' };

test('metrics are for this machine and for tools that show the token', async () => {
  const ask = async (options: object) => (await api.app.inject({ url: '/metrics', ...options })).statusCode;
  expect(await ask({})).toBe(200);
  expect(await ask({ remoteAddress: '::ffff:127.0.0.1' })).toBe(200);
  expect(await ask(remote)).toBe(401);
  expect(await ask({ ...remote, headers: { authorization: `Bearer ${token}` } })).toBe(200);
  for (const wrong of ['x', `${token}x`, ''])
    expect(await ask({ ...remote, headers: { authorization: `Bearer ${wrong}` } })).toBeGreaterThanOrEqual(
      401,
    );
});

test.each([{ 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }])(
  'a proxy on this machine does not open them for others: %j',
  async (headers) => {
    expect((await api.app.inject({ url: '/metrics', headers })).statusCode).toBe(401);
  },
);

test('readiness shows everybody whether e-mail works, and only the operator why not', async () => {
  const failing = vi.spyOn(api.deps.mailHealth, 'current');
  failing.mockReturnValue({ status: 'failing', detail: 'the password is wrong' } as never);
  const ask = async (options: object) => (await api.app.inject({ url: '/readyz', ...options })).json();
  expect((await ask({})).mail).toMatchObject({ status: 'failing', detail: 'the password is wrong' });
  const answer = await ask(remote);
  expect(answer.mail).toMatchObject({ status: 'failing' });
  expect(answer.mail).not.toHaveProperty('detail');
  failing.mockRestore();
});

test('a full disk answers 503, ends readiness and shows in the metrics, however long nothing is written', async () => {
  const owner = await api.given.anOwner();
  await api.deps.pool.query(`
    CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON groups FOR EACH ROW EXECUTE FUNCTION refuse_write();`);
  const refused = await owner.refused(groups.create, { body: { name: 'Night shift' } });
  await api.deps.pool.query('DROP FUNCTION refuse_write CASCADE');
  expect(refused).toMatchObject({ status: 503, code: 'service_unavailable' });
  expect(refused.retryAfter).toBeGreaterThan(0);
  const ready = await api.app.inject({ url: '/readyz' });
  expect(ready.statusCode).toBe(503);
  expect(ready.json().checks).toMatchObject({ database: 'ok', disk: 'failed' });
  expect((await api.app.inject({ url: '/metrics' })).body).toContain('muster_database_disk_full 1');
  api.clock.advance(3_600_000);
  expect((await api.app.inject({ url: '/readyz' })).statusCode).toBe(503);
});

test('behind a proxy that says nothing about itself, metrics need the token', async () => {
  const { config } = api.deps;
  Object.assign(api.deps, { config: { ...config, isExposed: true } });
  const [without, withToken] = await Promise.all([
    api.app.inject({ url: '/metrics' }),
    api.app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } }),
  ]);
  Object.assign(api.deps, { config });
  expect([without.statusCode, withToken.statusCode]).toEqual([401, 200]);
});
