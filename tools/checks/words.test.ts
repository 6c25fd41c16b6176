import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// Names and prose use standard terms and plain English. A word joins these lists when it was found often.

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const isSource = (file: string) => /\.(ts|tsx|mjs|css|prisma)$/.test(file);
const isCode = (file: string) => /\.(ts|tsx|mjs)$/.test(file);
const sources = files.filter(isSource);

/** Words that are not standard terms, with their forms. */
const bannedWords =
  /^(worlds?|wish(es)?|deeds?|portions?|nature|pace|gather(s|ed)?|settle(s|d|ments?)?|conclude[sd]?|tell(s|ing)?|told|together|again|recordset|asked|answered|gone|kept|outlooks?)$/;

/** The words of a name: `use-way-back.ts`, `openWorld`, `MAX_ROWS`. */
const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter(Boolean);

/** The banned words of a name; `note` counts as a verb only, `look` unless it is `lookUp`. */
function bannedIn(name: string): string[] {
  const words = wordsOf(name);
  const isLook = (at: number) => /^looks?$/.test(words[at] ?? '') && words[at + 1] !== 'up';
  const isNote = (at: number) => at === 0 && words[at] === 'note' && words.length > 1;
  return words.filter((word, at) => bannedWords.test(word) || isLook(at) || isNote(at));
}

/** Exported names that stay, each with its reason. */
const allowedNames: Readonly<Record<string, string>> = {
  looksLikeName: 'the idiom "looks like", of a guess',
};

const declared =
  /^export (?:declare )?(?:default )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
const handedOn = /^export (?:(?:const|let|type) )?\{([^}]*)\}|^export default (\w+);/gm;

/** The names that a file exports, where they are: those it declares, hands on, or takes apart. */
function exportsOf(code: string) {
  const names = [...code.matchAll(declared)].map(({ 1: name = '', index }) => ({ name, index }));
  const lists = [...code.matchAll(handedOn)].flatMap(({ 1: list, 2: one = '', index }) =>
    (list ?? one).split(',').map((entry) => ({
      name:
        entry
          .split(/ as |:/)
          .at(-1)
          ?.trim() ?? '',
      index,
    })),
  );
  return [...names, ...lists];
}

describe('names use standard terms', () => {
  test('of files and folders', () => {
    const faults = new Set<string>();
    for (const file of sources) {
      const parts = file.split('/');
      parts.forEach((part, at) => {
        const isFolder = at < parts.length - 1;
        const where = parts.slice(0, at + 1).join('/') + (isFolder ? '/' : '');
        for (const word of isFolder && part === 'many' ? ['many'] : bannedIn(part))
          faults.add(`${where}: ${word}`);
      });
    }
    expect([...faults]).toEqual([]);
  });

  test('of exports', () => {
    const faults = sources.filter(isCode).flatMap((file) => {
      const text = read(file);
      return exportsOf(text).flatMap(({ name, index }) =>
        allowedNames[name]
          ? []
          : bannedIn(name).map((word) => `${file}:${lineAt(text, index)}: ${name}: ${word}`),
      );
    });
    expect(faults).toEqual([]);
  });
});

/** Phrases that a native speaker does not write, or not with this meaning. */
const bannedPhrases: readonly RegExp[] = [
  /\bmend(s|ed|ing)?\b/i,
  /\bso (many|long)\b(?! that)/i,
  /\b(is|are|was|were) asked for\b/i,
  /\blooked at\b/i,
  /\bstands? (in|here)\b(?! for)/i,
  /\bto mind\b/i,
  /\bserved (its|their) time\b/i,
  /\banew\b/i,
  /\bfare[sd]?\b/i,
  /\bmay only what\b/i,
  /\bin peace\b/i,
  /\b(becomes?|became) of\b/i,
  /\b(came|comes) of (it|them|each|that|this|the)\b/i,
  /\b(put|puts) into words\b/i,
  /\bholds? only\b/i,
  /\bthe world moved on\b/i,
];

/** Banned in what readers see, where the message is an e-mail; code still has names such as `mail`. */
const bannedForReaders: readonly RegExp[] = [
  /(?<![-\w])mails\b/i,
  /\b(a|the|this|each|every|no|one) mail\b(?! (server|provider|program|transport))/i,
  /\bwhoever\b/i,
  /\bno \w+ any more\b/i,
];

/** Phrases that stay, each in its file and with its reason. */
const allowedPhrases: readonly { file: string; phrase: string; reason: string }[] = [];

/** A text with everything but prose blanked out, so that lines keep their numbers. */
const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const proseOf = (markdown: string) =>
  markdown.replace(/^( *)```[\s\S]*?^ *```|``[^\n]*?``|`[^`\n]*`|\]\([^)]*\)/gm, blank);
const valuesOf = (json: string) => json.replace(/"[^"\n]+"\s*:/g, blank);
const commentsOf = (code: string) => {
  const token = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  let comments = '';
  let end = 0;
  for (const { 0: found, index } of code.matchAll(token)) {
    comments += blank(code.slice(end, index)) + (found.startsWith('/') ? found : blank(found));
    end = index + found.length;
  }
  return comments.replace(/\{@link [^}]*\}|`[^`\n]*`/g, blank);
};

/** What a test is called: after `test(` and its variants, or after the table of `test.each(…)`. */
const title =
  /(?:\b(?:describe|test|it)(?:\.(?!step)\w+)*|\))\(\s*(?:'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"|`([^`]+)`),/g;
const titlesOf = (code: string) =>
  [...code.matchAll(title)].map(({ 1: single, 2: double, 3: template, index }) => ({
    title: single ?? double ?? template ?? '',
    index,
  }));

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

/** Where these phrases appear: file, line and phrase. A phrase may run over the end of a line. */
function find(phrases: readonly RegExp[], file: string, text: string): string[] {
  const flat = text.replace(/\n[ \t]*(?:\*(?!\/)|\/\/\/?)?/g, (gap) => ' '.repeat(gap.length));
  return phrases.flatMap((phrase) => {
    const spaced = new RegExp(phrase.source.replaceAll(' ', '\\s+'), 'gi');
    return [...flat.matchAll(spaced)]
      .map(({ 0: found, index }) => ({ found: found.replace(/\s+/g, ' '), at: lineAt(text, index) }))
      .filter(({ found }) => !allowedPhrases.some((entry) => entry.file === file && entry.phrase === found))
      .map(({ found, at }) => `${file}:${at}: ${found}`);
  });
}

const isCatalogue = (file: string) => /\/(messages|templates)\/en\.json$/.test(file);
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);
const isMarkdown = (file: string) => file.endsWith('.md');

describe('prose is plain English', () => {
  test('in Markdown and in the catalogues', () => {
    const phrases = [...bannedPhrases, ...bannedForReaders];
    const faults = files
      .filter((file) => isMarkdown(file) || isCatalogue(file))
      .flatMap((file) => find(phrases, file, isMarkdown(file) ? proseOf(read(file)) : valuesOf(read(file))));
    expect(faults).toEqual([]);
  });

  test('in the summaries and descriptions of the API', () => {
    const document = 'docs/openapi.json';
    const texts = read(document).replace(/^(?!\s*"(?:summary|description)":).*$/gm, blank);
    expect(texts).toMatch(/List groups/);
    expect(find([...bannedPhrases, ...bannedForReaders], document, proseOf(texts))).toEqual([]);
  });

  test('in comments', () => {
    const faults = sources.flatMap((file) => find(bannedPhrases, file, commentsOf(read(file))));
    expect(faults).toEqual([]);
  });

  test('in the titles of tests, without the words that names avoid', () => {
    const phrases = [...bannedPhrases, ...bannedForReaders];
    const faults = files.filter(isTest).flatMap((file) => {
      const text = read(file);
      return titlesOf(text).flatMap(({ title, index }) =>
        [...phrases.flatMap((phrase) => title.match(phrase)?.[0] ?? []), ...bannedIn(title)].map(
          (found) => `${file}:${lineAt(text, index)}: ${title}: ${found}`,
        ),
      );
    });
    expect(faults).toEqual([]);
  });
});
