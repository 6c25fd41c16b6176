import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import type { NewNoun } from './describe.ts';

const templates = path.join(import.meta.dirname, 'templates');
const eta = new Eta({
  views: templates,

  varName: 'n',
  autoEscape: false,
  autoTrim: false,
});

/** What a new noun added to the repository; paths are relative to it. */
export interface WrittenNoun {
  readonly files: readonly string[];
  /** The texts of the files that list nouns, before. */
  readonly before: Readonly<Record<string, string>>;
}

/**
 * Writes the files of a new noun, and adds it where nouns are listed.
 * @param root the repository
 * @throws Error if one of the files exists; then nothing is written
 */
export function writeNoun(root: string, noun: NewNoun): WrittenNoun {
  const files = filesOf(noun);
  const existing = Object.keys(files).filter((file) => existsSync(path.join(root, file)));
  if (existing.length > 0) throw new Error(`These files exist already: ${existing.join(', ')}.`);
  const lists = listsOf(root, noun);
  const before = Object.keys(lists).map((file) => [file, readFileSync(path.join(root, file), 'utf8')]);
  writeAll(root, { ...files, ...lists });
  return { files: [...Object.keys(files), ...Object.keys(lists)], before: Object.fromEntries(before) };
}

/** Takes back what `writeNoun` wrote, with the folders that are empty then. */
export function removeNoun(root: string, { files, before }: WrittenNoun): void {
  for (const file of files.filter((one) => !(one in before))) {
    rmSync(path.join(root, file));
    for (let folder = path.dirname(file); readdirSync(path.join(root, folder)).length === 0; ) {
      rmdirSync(path.join(root, folder));
      folder = path.dirname(folder);
    }
  }
  writeAll(root, before);
}

function writeAll(root: string, texts: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(texts)) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

function filesOf(noun: NewNoun): Readonly<Record<string, string>> {
  const { contracts, prisma, api, web } = noun.folders;
  const has = (type: string) => noun.others.some((field) => field.type === type);
  const render = (template: string) => eta.render(`${template}.eta`, { ...noun, has });
  const english = render('messages.json');
  return {
    [`${contracts}/${noun.noun}.ts`]: render('contract.ts'),
    [`${contracts}/${noun.noun}.manifest.ts`]: render('manifest.ts'),
    [`${contracts}/events/${noun.noun}.ts`]: render('events.ts'),
    [`${prisma}/${noun.noun}.prisma`]: render('schema.prisma'),
    [`${api}/feature.ts`]: render('feature.ts'),
    [`${api}/routes.ts`]: render('routes.ts'),
    [`${api}/service.ts`]: render('service.ts'),
    [`${api}/queries.ts`]: render('queries.ts'),
    [`${api}/${noun.noun}.test.ts`]: render('api.test.ts'),
    [`${web}/places.ts`]: render('places.ts'),
    [`${web}/${noun.file}.ts`]: render('one.ts'),
    [`${web}/${noun.Many}Page.tsx`]: render('list-page.tsx'),
    [`${web}/${noun.One}Page.tsx`]: render('page.tsx'),
    [`${web}/${noun.One}Drawer.tsx`]: render('drawer.tsx'),
    [`${web}/use-${noun.file}-columns.tsx`]: render('columns.tsx'),
    [`${web}/use-delete-${noun.file}.ts`]: render('use-delete.ts'),
    [`${web}/${noun.noun}.test.tsx`]: render('web.test.tsx'),
    [`${web}/messages/en.json`]: english,
    [`${web}/messages/de.json`]: toTranslate(english),
    [`e2e/${noun.domain}/${noun.noun}.spec.ts`]: render('journey.spec.ts'),
  };
}

/** The files that list nouns, with the new one. */
function listsOf(root: string, noun: NewNoun): Readonly<Record<string, string>> {
  const changed = (file: string, before: RegExp, line: string) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    if (!before.test(text)) throw new Error(`Found no place for the new noun in ${file}.`);
    return { [file]: text.replace(before, (found) => `${line}\n${found}`) };
  };
  const key = /-/.test(noun.noun) ? `'${noun.noun}'` : noun.noun;
  return {
    ...changed('packages/contracts/src/nouns.ts', /^ {2}service: /m, `  ${key}: '${noun.domain}',`),
    ...changed('prisma/schema/account/account.prisma', /^$\n^ {2}@@/m, `  ${noun.many} ${noun.One}[]`),
    ...changed('docs/domain-language.md', /^\| quota \|/m, `| ${noun.word} | TODO |`),
  };
}

/** Marks each text as not yet translated; the check of messages refuses the mark. */
function toTranslate(english: string): string {
  const marked = (value: unknown): unknown =>
    typeof value === 'string'
      ? `TODO ${value}`
      : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, marked(inner)]));
  return `${JSON.stringify(marked(JSON.parse(english)), null, 2)}\n`;
}
