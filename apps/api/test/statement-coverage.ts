import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Node, TemplateLiteral } from 'typescript';
import type { TestModule, TestProject } from 'vitest/node';
import type { RanStatement } from './statement-gate.ts';

const source = fileURLToPath(new URL('../src', import.meta.url));
/** The files whose SQL must all run in the tests. */
const covered = /^(features|policies)\//;
const listFile = fileURLToPath(new URL('../../../docs/cross-account-statements.sql', import.meta.url));

/**
 * Compares the statements that ran in the tests with the list of statements across accounts and with the SQL
 * of the features. After a partial run, nothing may be missing from the list. After a full, successful run,
 * the list may have no surplus entries, and each file's SQL must have run. With `STATEMENTS=write`, a full
 * run rewrites the list.
 * @param folder where the workers recorded what ran
 * @throws Error that describes the differences
 */
export async function checkStatements(project: TestProject, folder: string): Promise<void> {
  const ran = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RanStatement),
  );
  const modules = await modulesOfWholeRun(project);
  const isWhole = modules?.every((module) => module.state() === 'passed') === true;
  const entries = entriesOf(ran);
  if (modules !== null && process.env.STATEMENTS === 'write') writeFileSync(listFile, listOf(entries));
  const faults = [
    ...faultsOfList(entries, readFileSync(listFile, 'utf8'), isWhole),
    ...(isWhole ? await faultsOfCoverage(ran.map(({ text }) => text)) : []),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n\n'));
}

/** The modules that ran, if they were all tests of the project; otherwise null. */
async function modulesOfWholeRun(project: TestProject): Promise<TestModule[] | null> {
  const { vitest, name } = project;
  if (vitest.getGlobalTestNamePattern() !== undefined) return null;
  const modules = vitest.state.getTestModules().filter((module) => module.project.name === name);
  const { testFiles } = await project.globTestFiles();
  return modules.length === testFiles.length ? modules : null;
}

const header = `-- The statements that may touch rows of more than one account, each with the reason.
-- The tests compare this list with what ran; docs/guides/testing.md says how to update it.
`;

/** One entry for each statement and reason, in an order that is the same in every run. */
function entriesOf(ran: readonly RanStatement[]): string[] {
  const entries = ran.flatMap(({ text, reason }) =>
    reason === null ? [] : [`-- ${reason}\n${dedented(text)};\n`],
  );
  return [...new Set(entries)].sort();
}

function listOf(entries: readonly string[]): string {
  return [header, ...entries].join('\n');
}

/** The text without its indentation in the source. */
function dedented(text: string): string {
  const lines = text.trim().split('\n');
  const indents = lines.slice(1).flatMap((line) => (line.trim() === '' ? [] : [line.search(/\S/)]));
  const common = Math.min(...indents);
  return lines.map((line, place) => (place === 0 ? line : line.slice(common)).trimEnd()).join('\n');
}

/**
 * The differences between the list and the statements that ran.
 * @param isWhole whether it was a full run
 */
export function faultsOfList(entries: readonly string[], list: string, isWhole: boolean): string[] {
  const listed = new Set(
    list
      .split(/\n(?=-- (?!The ))/)
      .slice(1)
      .map((entry) => `${entry.trimEnd()}\n`),
  );
  const fresh = entries.filter((entry) => !listed.has(entry));
  const stale = isWhole ? [...listed].filter((entry) => !entries.includes(entry)) : [];
  return [
    ...fresh.map((entry) => `Not in docs/cross-account-statements.sql:\n${entry}`),
    ...stale.map((entry) => `In docs/cross-account-statements.sql, but no test runs it:\n${entry}`),
  ];
}

/** The SQL of features and policies that no test runs. */
async function faultsOfCoverage(texts: readonly string[]): Promise<string[]> {
  const { default: ts } = await import('typescript');
  const ran = [...new Set(texts)].map(squeezed);
  const isRun = (template: string) => ran.some((text) => text.includes(template));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => covered.test(file) && file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) => {
    const parsed = ts.createSourceFile(
      file,
      readFileSync(join(source, file), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    const missing: string[] = [];
    const visit = (node: Node): void => {
      if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'sql') {
        const longest = longestPart(node.template);
        if (!isRun(longest)) missing.push(longest);
      }
      ts.forEachChild(node, visit);
    };
    visit(parsed);
    return missing.map((template) => `No test runs the SQL of ${file}: ${template}`);
  });
}

/** The longest text between two values of a template, which identifies the whole. */
function longestPart(template: TemplateLiteral): string {
  const parts =
    'templateSpans' in template
      ? [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]
      : [template.text];
  return parts.map(squeezed).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
