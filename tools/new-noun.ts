// `node tools/new-noun.ts courses --domain learning [--singular course] [--fields title:text,description:paragraph]`
// writes the files of a new noun that can be listed, created, read, changed and deleted, in the API and in the web
// app, with its tests. See docs/guides/nouns.md.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeNoun, type NewNoun } from './new-noun/describe.ts';
import { removeNoun, type WrittenNoun, writeNoun } from './new-noun/write.ts';
import { ROOT } from './start/stamp.mjs';

const usage = `Usage: node tools/new-noun.ts <noun> --domain <domain> [--singular <name>] [--fields <name>:<type>,…]
  <noun>      in the plural, in kebab case: courses, course-packages
  --domain    the folder it belongs to: learning
  --singular  one of them; without it, the noun without its last letter
  --fields    the first is its name and must be a text; types are text, paragraph, number and boolean
              (name:text,description:paragraph unless given)`;

const migrations = path.join(ROOT, 'prisma/migrations');

function main(): number {
  let noun: NewNoun;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { domain: { type: 'string' }, singular: { type: 'string' }, fields: { type: 'string' } },
    });
    noun = describeNoun(positionals, values);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const migrationsBefore = readdirSync(migrations);
  const written = writeNoun(ROOT, noun);
  for (const args of stepsFor(noun, written)) {
    console.log(`· node ${args.slice(0, 4).join(' ')}`);
    const { status, stdout, stderr } = run(args);
    if (status === 0) continue;
    console.error(`${stdout}${stderr}`);
    removeNoun(ROOT, written);
    for (const name of readdirSync(migrations).filter((one) => !migrationsBefore.includes(one))) {
      rmSync(path.join(migrations, name), { recursive: true });
    }
    run(['tools/generate.ts']);
    run(['tools/write-openapi.ts']);
    console.error(`${noun.noun} did not pass the step above, so all of it was removed again.`);
    return 1;
  }
  console.log(`
Wrote ${written.files.length} files. What is left for you:
- Translate the texts that start with TODO in ${noun.folders.web}/messages/de.json.
- Say what ${noun.words} are in docs/domain-language.md.
- Read the migration, and run npm test.`);
  return 0;
}

/** What writes the rest, and then checks that the noun fits. */
function stepsFor({ table }: NewNoun, { files }: WrittenNoun): string[][] {
  const bin = (name: string, script: string) => path.join('node_modules', name, script);
  const types = ['packages/contracts', 'apps/api', 'apps/web'];
  return [
    ['tools/generate.ts'],
    ['tools/migrate.ts', 'diff', '--name', table],
    ['tools/write-openapi.ts'],
    [bin('@biomejs/biome', 'bin/biome'), 'check', '--write', '--error-on-warnings', ...files],
    ...types.map((project) => [bin('typescript', 'bin/tsc'), '-p', project, '--noEmit']),
    [bin('vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'tools/checks'],
  ];
}

function run(args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

process.exitCode = main();
