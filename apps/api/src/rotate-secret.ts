import { type Config, ConfigError } from './config.ts';
import type { Dependencies } from './dependencies.ts';
import {
  forgetPreviousKey,
  generateSecretKey,
  readSecretKeys,
  replaceStoredKey,
} from './platform/crypto/secret-key.ts';
import { acrossAccounts } from './platform/db/across-accounts.ts';
import { defineRow, unnestRows } from './platform/db/rows.ts';
import { type Sql, sql } from './platform/db/sql.ts';

/**
 * Begins to replace the installation's secret: stores a new one, or says which settings to change.
 * @returns lines for the operator
 * @throws ConfigError if the last replacement is not finished
 */
export function beginRotation(config: Config): string[] {
  if (readSecretKeys(config).previous !== undefined)
    throw new ConfigError('The last rotation is not finished: run "secrets finish" first.');
  if (config.secretKey !== undefined) {
    return [
      'Set these for all processes, then restart them:',
      '  SECRET_KEY_PREVIOUS=the present value of SECRET_KEY',
      `  SECRET_KEY=${generateSecretKey()}`,
      'Everybody stays signed in. Then run "secrets finish".',
    ];
  }
  replaceStoredKey(config.dataDir);
  return ['There is a new secret. Restart Muster: everybody stays signed in. Then run "secrets finish".'];
}

interface Place {
  readonly table: Sql;
  readonly key: Sql;
  readonly column: Sql;
}

/** Everything that is sealed in the database. */
const places: readonly Place[] = [
  { table: sql`webhook_endpoints`, key: sql`id`, column: sql`secret` },
  { table: sql`webhook_endpoints`, key: sql`id`, column: sql`previous_secret` },
  { table: sql`emails`, key: sql`id`, column: sql`sealed` },
  { table: sql`installation_emails`, key: sql`id`, column: sql`sealed` },
  { table: sql`idempotent_answers`, key: sql`hash`, column: sql`sealed` },
];

const valuesAtOnce = 2_000;
const resealed = defineRow<{ old: string; again: string }>({ old: 'old text', again: 'again text' });

/**
 * Seals with the present secret what the previous one sealed, then forgets the previous one if it is stored. May be
 * run again.
 * @returns lines for the operator
 * @throws ConfigError if there is no previous secret
 */
export async function finishRotation(deps: Dependencies): Promise<string[]> {
  const { config } = deps;
  if (readSecretKeys(config).previous === undefined)
    throw new ConfigError('There is nothing to finish. Begin with "secrets rotate".');
  let count = 0;
  for (const place of places) count += await sealAgain(deps, place);
  const sealed = `${count} values are sealed with the present secret.`;
  if (config.secretKey !== undefined)
    return [sealed, 'Remove SECRET_KEY_PREVIOUS. Links to unsubscribe in older e-mails end with it.'];
  forgetPreviousKey(config.dataDir);
  return [sealed, 'The previous secret is deleted. Restart Muster once more to forget it.'];
}

async function sealAgain(deps: Dependencies, { table, key, column }: Place): Promise<number> {
  const { secrets } = deps;
  const { query } = acrossAccounts(deps, 'values sealed with the previous secret');
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  let count = 0;
  for (let after = ''; ; ) {
    const rows = await query<{ key: string; sealed: Uint8Array }>(sql`
      SELECT ${key}::text AS key, ${column} AS sealed FROM ${table}
      WHERE ${column} IS NOT NULL AND ${key}::text > ${after} ORDER BY ${key}::text LIMIT ${valuesAtOnce}`);
    const values = rows
      .filter(({ sealed }) => !secrets.isSealedNow(sealed))
      .map(({ sealed }) => ({ old: hex(sealed), again: hex(secrets.seal(secrets.unseal(sealed))) }));
    // A value that was changed meanwhile is sealed with the present secret already.
    await query(sql`
      UPDATE ${table} t SET ${column} = decode(n.again, 'hex')
      FROM ${unnestRows('n', resealed, values)} WHERE t.${column} = decode(n.old, 'hex')`);
    count += values.length;
    if (rows.length < valuesAtOnce) return count;
    after = rows.at(-1)?.key ?? after;
  }
}
