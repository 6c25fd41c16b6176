import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { useApi } from '../test/harness.ts';
import { examine } from './doctor.ts';

const api = useApi();
const folder = mkdtempSync(join(tmpdir(), 'muster-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The status of each thing that the doctor examines. */
async function statusesOf(environment: NodeJS.ProcessEnv, databaseUrl = api.databaseUrl) {
  const settings = { NODE_ENV: 'test', DATA_DIR: folder, PORT: '9', ...environment };
  const findings = await examine(settings, (work) => work(databaseUrl));
  for (const { text } of findings) expect(text.length).toBeGreaterThan(10);
  return Object.fromEntries(findings.map(({ about, status }) => [about, status]));
}

test('a sound installation has no problem', async () => {
  const statuses = await statusesOf({});
  expect(statuses).toMatchObject({ settings: 'ok', migrations: 'ok', clock: 'ok', 'e-mail': 'warning' });
  expect(Object.values(statuses)).not.toContain('problem');
});

test('settings that are refused, a database and a mail server that do not answer are problems', async () => {
  expect(await statusesOf({ PORT: 'abc' })).toEqual({ settings: 'problem' });
  expect(await statusesOf({ SECRET_KEY: 'x'.repeat(40) })).toMatchObject({ SECRET_KEY: 'problem' });
  const nowhere = 'postgres://muster@127.0.0.1:1/muster';
  expect(await statusesOf({}, nowhere)).toMatchObject({ database: 'problem' });
  expect(await statusesOf({ SMTP_URL: 'smtp://127.0.0.1:1' })).toMatchObject({ 'e-mail': 'problem' });
});
