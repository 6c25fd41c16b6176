import { createHash } from 'node:crypto';
import pg from 'pg';
import { runStatements, type Statements } from './pipeline.ts';
import type { Query, Statement } from './sql.ts';

/**
 * Reads rows with one statement, outside of transactions, straight over the driver: for the reads that every page
 * waits for, at several times the speed of the client. Times come as `Date`, JSON parsed. Nothing narrows the
 * statement to an account; it names the account itself.
 */
export type Select = Query;

/**
 * Runs the work in one transaction straight over the driver: for writes of a few statements over many rows. The commit goes
 * out right behind the statements nobody waits for.
 */
export type Write = <T>(work: (statements: Statements) => Promise<T>) => Promise<T>;

/** Statements remembered by name; each connection parses a remembered one once. */
const remembered = 500;

/**
 * Opens reader and writer on the pool. The pool plans every execution for its actual values
 * (`plan_cache_mode = force_custom_plan`): accounts differ too much in size for one plan.
 */
export function openDriver(pool: pg.Pool): { select: Select; write: Write } {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= remembered) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
    return name;
  };
  const queryOn = (client: Pick<pg.Pool, 'query'>): Query => {
    return async <Row>({ text, values }: Statement) => {
      const name = nameOf(text);
      const { rows } = await client.query({ ...(name ? { name } : {}), text, values, types });
      return rows as Row[];
    };
  };
  return {
    select: queryOn(pool),
    async write(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(begin);
        return await runStatements(queryOn(client), work, async () => {
          const { command } = await client.query('COMMIT');
          // What PostgreSQL says instead of committing after a statement that failed.
          if (command !== 'COMMIT') throw new Error(`The transaction ended with ${command}.`);
        });
      } catch (error) {
        // A connection that cannot even be rolled back is not given back to the pool.
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

// Here one plan for all is right: rows are written by their keys, and planning that costs as much as doing it. Foreign keys
// are checked by plans too, and would be planned anew for every row. Why no index-only scans: see the pool of look-ups.
const begin = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_indexonlyscan = off';

const { TIMESTAMPTZ } = pg.types.builtins;

/** The connections speak UTC, so that a time is read by the engine's own reader, at a tenth of the driver's cost. */
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
