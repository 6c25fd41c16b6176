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

/** A statement that ran, as the workers report it. */
export interface RanStatement {
  readonly text: string;
  /** Why it may touch rows of any account; null if it was proved to touch one account only. */
  readonly reason: string | null;
  /** Our source file that ran it. */
  readonly file: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tables = readTables();
const proofs = new Map<string, Proof>();
const recorded = new Set<string>();
const violations: string[] = [];
const ownFile = `${process.pid}-${randomUUID()}.jsonl`;

await loadModule();

/**
 * Refuses statements that may touch rows outside their scope. Statements of a context must bind each table of
 * accounts to the context's account; those of `acrossAccounts` are recorded; others are allowed in tests
 * only.
 * @throws Error for a refused statement
 */
export function inspectStatement({ text, values }: Statement, scope: Scope | null): void {
  const fault = faultOf({ text, values }, scope);
  const reason = reasonOf(text, scope);
  const key = `${reason} ${text}`;
  if (fault === null && recorded.has(key)) return;
  const file = callerAmong(filesOfStack());
  if (isTest(file)) return;
  if (fault === null) {
    recorded.add(key);
    record({ text, reason, file });
    return;
  }
  const message = `${file}: ${fault}\n${text}`;
  violations.push(message);
  throw new Error(message);
}

/**
 * The problem of a statement in a scope.
 * @returns null if it may run
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

/**
 * Fails the test if statements were refused, even if the caller swallowed the error or no test awaited it.
 */
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

function record(statement: RanStatement): void {
  appendFileSync(join(inject('statementFolder'), ownFile), `${JSON.stringify(statement)}\n`);
}

const passedOnBy =
  /\/test\/statement-gate\.ts$|\/platform\/(db\/(driver|pipeline|list-page|across-accounts|inspected)|context\/account-context)\.ts$/;

/**
 * The files of the calls that led here, innermost first. Reading the stack as text would map every line to
 * its source.
 */
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
 * The innermost file of ours, except those that only pass statements on.
 * @param files paths or URLs
 * @returns the path from the root; empty if there is none
 */
export function callerAmong(files: readonly string[]): string {
  const paths = files.map((file) => file.replace(/^file:\/\//, ''));
  const found = paths.find(
    (path) => path.startsWith(root) && !path.includes('/node_modules/') && !passedOnBy.test(path),
  );
  return found === undefined ? '' : relative(root, found);
}

/** Whether a file belongs to the tests, whose own statements are unrestricted. */
export function isTest(file: string): boolean {
  return /\.test\.ts$|\/test\//.test(file);
}
