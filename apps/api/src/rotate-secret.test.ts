import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { afterAll, expect, test } from 'vitest';
import { useApi } from '../test/harness.ts';
import { readConfig } from './config.ts';
import { generateSecretKey, readSecretKeys } from './platform/crypto/secret-key.ts';
import { deriveSecrets } from './platform/crypto/secrets.ts';
import { beginRotation, finishRotation } from './rotate-secret.ts';

const api = useApi();
const dataDir = mkdtempSync(join(tmpdir(), 'muster-rotate-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const configOf = (environment: NodeJS.ProcessEnv) =>
  readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, ...environment });

test('what the previous secret signed and sealed stays valid, and new values get the present one', () => {
  const [old, present] = [generateSecretKey(), generateSecretKey()];
  const before = deriveSecrets(old);
  const during = deriveSecrets(present, old);
  const after = deriveSecrets(present);
  const sealed = before.seal({ code: 7 });
  expect(during.unseal(sealed)).toEqual({ code: 7 });
  expect([during.isSealedNow(sealed), during.isSealedNow(during.seal(1))]).toEqual([false, true]);
  expect(() => after.unseal(sealed)).toThrow('another secret');
  expect(during.isSigned('text', before.sign('text'))).toBe(true);
  expect(during.sign('text')).toBe(after.sign('text'));
  expect(after.isSigned('text', before.sign('text'))).toBe(false);
  expect(during.accessTokens).toEqual([after.accessTokens[0], before.accessTokens[0]]);
});

test('a stored secret is replaced once, until the replacement is finished', () => {
  const config = configOf({});
  const { present: old, previous } = readSecretKeys(config);
  expect(previous).toBeUndefined();
  expect(beginRotation(config).join(' ')).toContain('secrets finish');
  expect(readSecretKeys(config)).toEqual({ present: expect.stringMatching(/^[\w-]{64}$/), previous: old });
  expect(readSecretKeys(config).present).not.toBe(old);
  expect(() => beginRotation(config)).toThrow('not finished');
});

test('a secret of the settings is replaced by the operator, and the command says how', () => {
  const lines = beginRotation(configOf({ SECRET_KEY: generateSecretKey() }));
  expect(lines.join('\n')).toMatch(/SECRET_KEY_PREVIOUS=[\s\S]*SECRET_KEY=[\w-]{64}/);
});

test('finishing seals every value with the present secret and changes none of them', async () => {
  const owner = await api.given.anOwner();
  await api.given.aUser(owner, { sendInvitation: true });
  const { endpoint, secret } = await owner
    .call(webhookEndpoints.create, { body: { url: 'https://example.org/hook', events: ['*'] } })
    .then((created) => ({ endpoint: created.id, secret: created.secret }));
  const [old, present] = ['a secret that only the tests know, 32+', generateSecretKey()];
  const config = configOf({ SECRET_KEY: present, SECRET_KEY_PREVIOUS: old });
  const secrets = deriveSecrets(present, old);
  const lines = await finishRotation({ ...api.deps, config, secrets });
  expect(lines.join(' ')).toContain('SECRET_KEY_PREVIOUS');
  const { rows } = await api.deps.pool.query<{ sealed: Uint8Array }>(
    `SELECT secret AS sealed FROM webhook_endpoints UNION ALL SELECT sealed FROM emails WHERE sealed IS NOT NULL
     UNION ALL SELECT sealed FROM installation_emails WHERE sealed IS NOT NULL`,
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { sealed } of rows) expect(deriveSecrets(present).isSealedNow(sealed)).toBe(true);
  const stored = await api.deps.pool.query<{ secret: Uint8Array }>(
    'SELECT secret FROM webhook_endpoints WHERE id = $1',
    [endpoint],
  );
  expect(secrets.unseal(stored.rows[0]?.secret ?? new Uint8Array())).toBe(secret);
  expect((await finishRotation({ ...api.deps, config, secrets }))[0]).toMatch(/^0 values/);
});

test('without a previous secret there is nothing to finish', async () => {
  await expect(finishRotation(api.deps)).rejects.toThrow('nothing to finish');
});
