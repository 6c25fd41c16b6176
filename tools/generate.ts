// `node tools/generate.ts`: writes the Prisma client into packages/database/src/generated when the schema
// changed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { GENERATE, generatePrint, isGenerated } from './start/generated.mjs';
import { ROOT, stamp, unstamp } from './start/stamp.mjs';

function generate(): number {
  if (isGenerated()) return 0;
  const print = generatePrint();
  unstamp(GENERATE);
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  const command = path.join(path.dirname(manifest), 'build', 'index.js');
  const finished = spawnSync(process.execPath, [command, 'generate', '--no-hints'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating does not use the schema engine, but Prisma would download one unless it is told where one
      // is.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      DO_NOT_TRACK: '1',
    },
  });
  if (finished.status !== 0) {
    process.stderr.write(`${finished.stdout}${finished.stderr}`);
    return finished.status ?? 1;
  }
  stamp(GENERATE, print);
  return 0;
}

process.exitCode = generate();
