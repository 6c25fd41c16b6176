import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { useApi } from '../harness.ts';

const api = useApi();
const run = promisify(execFile);
const guide = readFileSync(
  path.resolve(import.meta.dirname, '../../../../docs/guides/integrating.md'),
  'utf8',
);
const commands = [...guide.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)]
  .map(([, block = '']) => block.trim())
  .filter((block) => block.startsWith('curl'));

const hasCurl = (() => {
  try {
    return execFileSync('curl', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

let environment: NodeJS.ProcessEnv = {};
beforeAll(async () => {
  const { key } = await api.given.aKey(await api.given.anOwner());
  const url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  environment = { ...process.env, MUSTER_URL: url, MUSTER_API_KEY: key };
});

test('the guide has commands', () => {
  expect(commands.length).toBeGreaterThanOrEqual(3);
});

// In the order of the guide: one command adds what the next one lists. Systems without curl only read it.
test.runIf(hasCurl)('each command in the integration guide works as described', async () => {
  const answers: { data?: unknown[]; email?: string; total?: number }[] = [];
  for (const command of commands) {
    const { stdout } = await run('sh', ['-c', command.replace('curl', 'curl --silent')], {
      env: environment,
    });
    answers.push(JSON.parse(stdout));
  }
  const [added, listed, events] = answers;
  expect(added?.email).toBe('grace@example.com');
  expect(listed?.total).toBe(1);
  expect(events?.data).toEqual([]);
});
