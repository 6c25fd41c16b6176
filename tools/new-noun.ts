// `node tools/new-noun.ts courses --domain learning [--singular course] [--fields title:text,description:paragraph]`
// writes the files of a new noun that can be listed, created, read, changed and deleted, in the API and in the web
// app, with its tests. See docs/guides/nouns.md.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeNoun, type NewNoun } from './new-noun/describe.ts';
import { writeNoun } from './new-noun/write.ts';
import { ROOT } from './start/stamp.mjs';

const usage = `Usage: node tools/new-noun.ts <noun> --domain <domain> [--singular <name>] [--fields <name>:<type>,…]
  <noun>      in the plural, in kebab case: courses, course-packages
  --domain    the folder it belongs to: learning
  --singular  one of them; without it, the noun without its last letter
  --fields    the first is its name and must be a text; types are text, paragraph, number and boolean
              (name:text,description:paragraph unless given)`;

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
  const files = writeNoun(ROOT, noun);
  const steps = [
    ['tools/generate.ts'],
    ['tools/migrate.ts', 'diff', '--name', noun.table],
    ['tools/write-openapi.ts'],
    [path.join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--write', ...files],
  ];
  for (const args of steps) {
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) return status ?? 1;
  }
  console.log(`
Wrote ${files.length} files. What is left for you:
- Translate the texts that start with TODO in ${noun.folders.web}/messages/de.json.
- Say what ${noun.words} are in docs/domain-language.md.
- Read the migration, and run npm test.`);
  return 0;
}

process.exitCode = main();
