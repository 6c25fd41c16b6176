import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModule } from 'libpg-query';
import { expect, inject } from 'vitest';
import type { Scope } from '../src/platform/db/driver.ts';
import type { Statement } from '../src/platform/db/sql.ts';
import { type Proof, prove } from './proof/prove.ts';
import { readTables } from './proof/tables.ts';

/** A statement that ran, as the workers tell the end of the run. */
export interface RanStatement {
  readonly text: string;
  /** Why it may touch rows of any account; null for one that was proved to touch one account only. */
  readonly reason: string | null;
  /** The file of ours that ran it. */
  readonly file: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tables = readTables();
const proofs = new Map<string, Proof>();
const told = new Set<string>();
const violations: string[] = [];
const ownFile = `${process.pid}-${randomUUID()}.jsonl`;

await loadModule();

/**
 * Refuses statements that may touch rows of another account than their scope says. Those of a context must bind each
 * table of accounts to the context's account; those of `acrossAccounts` are written down; there are no others, but
 * those of tests.
 * @throws Error for a statement that is refused
 */
export function inspectStatement({ text, values }: Statement, scope: Scope | null): void {
  const fault = faultOf({ text, values }, scope);
  const reason = reasonOf(text, scope);
  const key = `${reason} ${text}`;
  if (fault === null && told.has(key)) return;
  const file = callerAmong(filesOfStack());
  if (isTest(file)) return;
  if (fault === null) {
    told.add(key);
    tell({ text, reason, file });
    return;
  }
  const message = `${file}: ${fault}\n${text}`;
  violations.push(message);
  throw new Error(message);
}

/**
 * What is wrong with a statement in a scope.
 * @returns null for one that may run
 */
export function faultOf({ text, values }: Statement, scope: Scope | null): string | null {
  if (scope !== null && 'reason' in scope) return null;
  if (scope === null)
    return proofOf(text).touchesAccounts ? 'It has no scope: run it on a context, or acrossAccounts.' : null;
  const own = values.flatMap((value, place) => (value === scope.accountId ? [place + 1] : []));
  const unproved = proofOf(text).unproved(new Set(own));
  if (unproved.length === 0) return null;
  return `Nothing shows that only rows of the account are touched: ${unproved.join('; ')}.`;
}

/** Fails the test for statements that were refused, also where whoever ran them swallowed it or no test waited. */
export function expectNoViolations(): void {
  expect(violations.splice(0)).toEqual([]);
}

function proofOf(text: string): Proof {
  const proof = proofs.get(text) ?? prove(text, tables);
  proofs.set(text, proof);
  return proof;
}

function reasonOf(text: string, scope: Scope | null): string | null {
  return scope !== null && 'reason' in scope && proofOf(text).touchesAccounts ? scope.reason : null;
}

function tell(statement: RanStatement): void {
  appendFileSync(join(inject('statementFolder'), ownFile), `${JSON.stringify(statement)}\n`);
}

const passedOnBy =
  /\/test\/statement-gate\.ts$|\/platform\/(db\/(driver|pipeline|list-page|across-accounts|inspected)|context\/account-context)\.ts$/;

/** The files of the calls that led here, the innermost first. A stack as text would be mapped to sources line by line. */
function filesOfStack(): string[] {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, calls) => calls.map((call) => call.getFileName() ?? '');
  try {
    return new Error().stack as unknown as string[];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/**
 * The innermost file of ours that is not one that only passes statements on.
 * @param files as paths or addresses
 * @returns the path from the root; empty where there is none
 */
export function callerAmong(files: readonly string[]): string {
  const paths = files.map((file) => file.replace(/^file:\/\//, ''));
  const found = paths.find(
    (path) => path.startsWith(root) && !path.includes('/node_modules/') && !passedOnBy.test(path),
  );
  return found === undefined ? '' : relative(root, found);
}

/** Whether a file belongs to the tests, whose own statements may do anything. */
export function isTest(file: string): boolean {
  return /\.test\.ts$|\/test\//.test(file);
}
