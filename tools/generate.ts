// `node tools/generate.ts`: writes the Prisma client when the schema changed, and the registry of nouns when their list
// did, each into git-ignored folders named `generated`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { registryFiles } from './registry.ts';
import {
  CLIENT,
  clientPrint,
  isClientGenerated,
  isRegistryGenerated,
  REGISTRY,
  registryPrint,
} from './start/generated.mjs';
import { ROOT, stamp, unstamp } from './start/stamp.mjs';

async function generateRegistry(): Promise<void> {
  if (isRegistryGenerated()) return;
  const print = registryPrint();
  unstamp(REGISTRY);
  for (const [file, text] of Object.entries(await registryFiles())) {
    const target = path.join(ROOT, file);
    const draft = `${target}.${process.pid}`;
    mkdirSync(path.dirname(target), { recursive: true });
    // Written beside its place and renamed, so that nobody reads half a file.
    writeFileSync(draft, text);
    renameSync(draft, target);
  }
  stamp(REGISTRY, print);
}

function generateClient(): number {
  if (isClientGenerated()) return 0;
  const print = clientPrint();
  unstamp(CLIENT);
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  const command = path.join(path.dirname(manifest), 'build', 'index.js');
  const finished = spawnSync(process.execPath, [command, 'generate', '--no-hints'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating does not use the schema engine, but Prisma would download one unless a path is set.
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
  stamp(CLIENT, print);
  return 0;
}

await generateRegistry();
process.exitCode = generateClient();
