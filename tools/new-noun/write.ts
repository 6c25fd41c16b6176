import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/**
 * Writes the files of a new noun, and adds it where nouns are listed.
 * @param root the repository
 * @returns the files written and changed, relative to the repository
 * @throws Error if one of the files exists; then nothing is written
 */
export function writeNoun(root: string, noun: NewNoun): string[] {
  const files = filesOf(noun);
  const existing = Object.keys(files).filter((file) => existsSync(path.join(root, file)));
  if (existing.length > 0) throw new Error(`These files exist already: ${existing.join(', ')}.`);
  const lists = listsOf(root, noun);
  for (const [file, text] of Object.entries({ ...files, ...lists })) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return [...Object.keys(files), ...Object.keys(lists)];
}

function filesOf(noun: NewNoun): Readonly<Record<string, string>> {
  const { contracts, prisma, api, web } = noun.folders;
  const render = (template: string) => eta.render(`${template}.eta`, noun);
  const english = render('messages.json');
  return {
    [`${contracts}/${noun.noun}.ts`]: render('contract.ts'),
    [`${contracts}/${noun.noun}.manifest.ts`]: render('manifest.ts'),
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
