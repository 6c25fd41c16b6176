import { createHash } from 'node:crypto';
import { answerLimits, statementLimits } from '@muster/database/client';
import { isWithoutAnswer } from '@muster/database/failures';
import pg from 'pg';
import { runPipelined, type SqlConnection } from './pipeline.ts';
import type { Query, Statement } from './sql.ts';

/**
 * Runs work in one transaction over the driver, without Prisma, for a few statements over many rows. The
 * commit is sent directly behind the pipelined statements.
 */
export type SqlTransaction = <T>(work: (statements: SqlConnection) => Promise<T>) => Promise<T>;

/** Whose rows a statement may touch: one account's, or with a reason those of any account. */
export type Scope = ({ readonly accountId: string } | { readonly reason: string }) & {
  /** How long statements may take, in milliseconds, if it is not as long as the pool says. */
  readonly limits?: StatementLimits;
};

/** How long a statement may take in milliseconds: one on its own, and one of a transaction. */
export interface StatementLimits {
  readonly alone: number;
  readonly inTransaction: number;
}

/**
 * Sees each statement before it runs, and rejects it by throwing. Used by tests only.
 * @param scope null for a statement of the unscoped client
 */
export type Inspect = (statement: Statement, scope: Scope | null) => void;

/** Runs statements of a scope. */
export interface Driver {
  readonly query: (scope: Scope) => Query;
  readonly sqlTransaction: (scope: Scope) => SqlTransaction;
}

/** How many statements get a name. Each connection parses a named statement only once. */
const maxNamed = 500;

/**
 * Opens `query` and `sqlTransaction` on a pool, over the driver itself, which is several times faster than
 * Prisma. Times are returned as `Date`, JSON is parsed. Nothing restricts a statement to an account; each one
 * names the account itself.
 * @param pool its settings decide how statements are planned: for the values of each execution
 * (`plan_cache_mode = force_custom_plan`), because accounts differ too much in size for one plan, or once
 * @param inspect sees the statements; used by tests only
 * @param reads runs the single statements whose scope has limits; nobody else uses it
 */
export function openDriver(pool: pg.Pool, inspect?: Inspect, reads?: pg.Pool): Driver {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= maxNamed) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
    return name;
  };
  const queryOn = (client: Pick<pg.Pool, 'query'>, scope: Scope, limitMs?: number): Query => {
    const patience = limitMs === undefined ? {} : { query_timeout: limitMs + answerLimits.grace };
    return async <Row>({ text, values }: Statement) => {
      inspect?.({ text, values }, scope);
      const name = nameOf(text);
      const { rows } = await client.query({ name, text, values, types, ...patience });
      return rows as Row[];
    };
  };
  const known = new WeakMap<pg.PoolClient, number>();
  /**
   * A connection keeps the limit of its last statement, and changes it together with the next one that has another:
   * most have the same, so that limits cost nothing.
   */
  const limit = (client: pg.PoolClient, wanted: number) => {
    if ((known.get(client) ?? statementLimits.read) === wanted) return;
    known.set(client, wanted);
    client.query(`SET statement_timeout = ${wanted}`).catch(() => known.set(client, Number.NaN));
  };
  return {
    query: (scope) => async (statement) => {
      if (!scope.limits || !reads) return queryOn(pool, scope)(statement);
      const client = await reads.connect();
      let broken: Error | undefined;
      try {
        limit(client, scope.limits.alone);
        return await queryOn(client, scope, scope.limits.alone)(statement);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    sqlTransaction: (scope) => async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        const limitMs = scope.limits?.inTransaction ?? statementLimits.job;
        const opening = {
          text: `${begin}; SET LOCAL statement_timeout = ${limitMs}`,
          query_timeout: answerLimits.begin,
        };
        await client.query(opening);
        return await runPipelined(queryOn(client, scope, limitMs), work, async () => {
          const { command } = await client.query('COMMIT');
          // PostgreSQL answers `ROLLBACK` to a commit after a failed statement.
          if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
        });
      } catch (error) {
        // A connection that cannot be rolled back is not returned to the pool.
        if (isWithoutAnswer(error)) broken = error;
        else
          await client.query('ROLLBACK').catch((failure: Error) => {
            broken = failure;
          });
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

// One plan for all values is right here: rows are written by key, and planning costs as much as writing.
// Foreign key checks also use plans, which would otherwise be made again for every row. For why index-only
// scans are off, see the pool of look-ups.
const begin = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_indexonlyscan = off';

const { TIMESTAMPTZ } = pg.types.builtins;

/** Connections use UTC, so that the engine's own parser can read times, at a tenth of the driver's cost. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMPTZ && format !== 'binary') return readTime;
    return pg.types.getTypeParser(oid, format);
  },
};

/** @param text a time as PostgreSQL writes it, e.g. `2026-11-22 10:00:00.123+00` */
function readTime(text: string): Date | string {
  const isUsual = text.endsWith('+00') && text.charCodeAt(4) === 45;
  if (!isUsual) return pg.types.getTypeParser(TIMESTAMPTZ, 'text')(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}
