import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../start/stamp.mjs';
import { describeNoun } from './describe.ts';

const fields = 'title:text,description:paragraph,maxAge:number,isActive:boolean';

test('a noun is described by its name in every spelling', () => {
  const noun = describeNoun(['course-packages'], { domain: 'learning', fields });
  expect(noun).toMatchObject({
    many: 'coursePackages',
    One: 'CoursePackage',
    table: 'course_packages',
    target: 'course_package',
    words: 'course packages',
    label: { key: 'title', words: 'Title' },
  });
  expect(noun.others.map(({ key, column, type }) => [key, column, type])).toEqual([
    ['description', 'description', 'paragraph'],
    ['maxAge', 'max_age', 'number'],
    ['isActive', 'is_active', 'boolean'],
  ]);
});

test.each([
  [[], {}, 'The noun must be in kebab case'],
  [['Courses'], { domain: 'learning' }, 'The noun must be in kebab case, like course-packages, not Courses.'],
  [['courses', 'lessons'], { domain: 'learning' }, 'One noun at a time'],
  [['courses'], {}, 'The domain must be in kebab case'],
  [['groups'], { domain: 'people' }, 'There is a noun groups already.'],
  [['courses'], { domain: 'nowhere' }, 'There is no domain nowhere, only '],
  [['companies'], { domain: 'people' }, 'with --singular'],
  [['news'], { domain: 'people' }, 'The code itself uses the name new.'],
  [['references'], { domain: 'people' }, 'The code itself uses the name references.'],
  [['c'.repeat(40)], { domain: 'people', singular: 'c' }, 'is longer than 30 characters'],
  [['courses'], { domain: 'learning', fields: 'class:text' }, 'A field cannot be called class.'],
  [['courses'], { domain: 'learning', fields: 'name:text,account:text' }, 'a field account already'],
  [['courses'], { domain: 'learning', fields: 'name:text,isOn:boolean,isOnValue:text' }, 'a field isOnValue'],
  [['people'], { domain: 'learning' }, 'with --singular'],
  [['courses'], { domain: 'learning', fields: 'name' }, 'Write name as name:<type>.'],
  [['courses'], { domain: 'learning', fields: 'name:date' }, 'Types are text, paragraph, number, boolean.'],
  [['courses'], { domain: 'learning', fields: 'count:number' }, 'The first field names the thing'],
  [['courses'], { domain: 'learning', fields: 'name:text,createdAt:text' }, 'a field createdAt already'],
  [['courses'], { domain: 'learning', fields: 'name:text,name:text' }, 'a field name already'],
])('%j with %j is refused', (positionals, options, message) => {
  expect(() => describeNoun(positionals, options)).toThrow(message);
});

describe('a new noun in a copy of the repository', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'muster-noun-'));
  const run = promisify(execFile);

  /** Runs a program of the copy; it must succeed. */
  async function inCopy(...args: string[]): Promise<string> {
    const { VITEST: _, NODE_ENV: __, ...env } = process.env;
    env.NO_COLOR = '1';
    const finished = await run(process.execPath, args, { cwd: copy, env, maxBuffer: 2 ** 26 }).catch(
      ({ stdout, stderr }) => expect.unreachable(`${args.join(' ')}\n${stdout}\n${stderr}`),
    );
    return finished.stdout;
  }

  const bin = (name: string, script: string) => path.join('node_modules', name, script);

  beforeAll(async () => {
    copyTree(copy);
    await inCopy('tools/new-noun.ts', 'widgets', '--domain', 'learning', '--fields', fields);
  }, 300_000);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('adds one line to three files, and is otherwise in files of its own', async () => {
    const before = (file: string) => readFileSync(path.join(ROOT, file), 'utf8').split('\n');
    const after = (file: string) => readFileSync(path.join(copy, file), 'utf8').split('\n');
    for (const file of [
      'packages/contracts/src/nouns.ts',
      'prisma/schema/account/account.prisma',
      'docs/domain-language.md',
    ]) {
      expect(after(file), file).toHaveLength(before(file).length + 1);
    }
    expect(existsSync(path.join(copy, 'e2e/learning/widgets.spec.ts'))).toBe(true);
  });

  test('lacks only its German texts and its meaning', async () => {
    await expect(inCopy('tools/messages.ts')).rejects.toThrow(/widgets\.list\.title is not translated yet/);
    await expect(inCopy('tools/messages.ts')).rejects.toThrow(/widget has no meaning yet/);
    const german = path.join(copy, 'apps/web/src/features/learning/widgets/messages/de.json');
    writeFileSync(german, readFileSync(german, 'utf8').replaceAll('TODO ', ''));
    const language = path.join(copy, 'docs/domain-language.md');
    writeFileSync(language, readFileSync(language, 'utf8').replace('| TODO |', '| a thing |'));
    expect(await inCopy('tools/messages.ts')).toContain('are complete');
  }, 300_000);

  test('is formatted, and the migration matches its schema', async () => {
    await inCopy(bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.');
    expect(await inCopy('tools/migrate.ts', 'check')).toContain('match');
  }, 300_000);

  test('type-checks without any optional field, too', async () => {
    const written = await inCopy(
      'tools/new-noun.ts',
      'gadgets',
      '--domain',
      'people',
      '--fields',
      'label:text',
    );
    expect(written).toMatch(/^Wrote \d+ files\./m);
  }, 600_000);

  test('that does not fit is taken back', async () => {
    const listed = () => execFileSync('git', ['status', '--short', '-uall'], { cwd: copy, encoding: 'utf8' });
    const before = listed();
    const clashing = inCopy('tools/new-noun.ts', 'staff', '--domain', 'people', '--singular', 'user');
    await expect(clashing).rejects.toThrow(/staff did not pass the step above/);
    expect(listed()).toBe(before);
    expect(await inCopy('tools/migrate.ts', 'check')).toContain('match');
  }, 300_000);

  test('has its rooms, its tests pass, and the sweeps meet its endpoints', async () => {
    for (const args of [
      ['--project', 'unit', 'tools/openapi', 'tools/registry.test.ts'],
      ['--project', 'web', 'src/features/learning/widgets', 'src/app/places.test.tsx'],
      ['--project', 'api', 'apps/api/src/features/learning', 'apps/api/test/sweep/openapi.test.ts'],
      ['--project', 'api', 'apps/api/test/sweep/access.test.ts', '-t', 'widgets'],
    ]) {
      expect(await inCopy(bin('vitest', 'vitest.mjs'), 'run', ...args)).toMatch(/Tests +\S*\d+ passed/);
    }
  }, 600_000);
});

/** Copies the files of the repository, and links what is installed. */
function copyTree(target: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const existing = files.split('\0').filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
  for (const file of existing) cpSync(path.join(ROOT, file), path.join(target, file));
  const packages = existing.filter((file) => path.basename(file) === 'package.json').map(path.dirname);
  for (const folder of packages) {
    const installed = path.join(ROOT, folder, 'node_modules');
    if (!existsSync(installed)) continue;
    // Links between the packages of the repository are relative, and lead to those of the copy.
    cpSync(installed, path.join(target, folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => path.basename(source) !== '.pnpm',
    });
  }
  // The checks ask Git for the files.
  execFileSync('git', ['init', '--quiet', target]);
  symlinkSync(path.join(ROOT, 'node_modules/.pnpm'), path.join(target, 'node_modules/.pnpm'));
}
