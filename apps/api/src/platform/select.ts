import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Sql } from './sql.ts';

/**
 * Reads rows with one statement, outside of transactions, straight over the driver: for the reads that every page
 * waits for, at several times the speed of the client. Times come as `Date`, JSON parsed. Nothing narrows the
 * statement to an account; it names the account itself.
 */
export type Select = <Row>(statement: Sql) => Promise<Row[]>;

/** Statements remembered by name; each connection parses a remembered one once. */
const remembered = 500;

/**
 * Opens the reader on the pool. The pool plans every execution for its actual values
 * (`plan_cache_mode = force_custom_plan`): accounts differ too much in size for one plan.
 */
export function openSelect(pool: pg.Pool): Select {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= remembered) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
    return name;
  };
  return async <Row>(statement: Sql) => {
    const { text, values } = statement;
    const name = nameOf(text);
    const { rows } = await pool.query({ ...(name ? { name } : {}), text, values });
    return rows as Row[];
  };
}
