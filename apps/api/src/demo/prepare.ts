import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Config } from '../config.ts';
import type { Dependencies } from '../dependencies.ts';
import { isPassword } from '../platform/crypto/passwords.ts';
import { acrossAccounts } from '../platform/db/across-accounts.ts';
import { sql } from '../platform/db/sql.ts';
import { createCompany } from './company.ts';

const SignIn = z.object({ email: z.string(), password: z.string() });
type SignIn = z.output<typeof SignIn>;

const fileOf = (config: Config) => join(config.dataDir, 'demo.json');

/** Whether a demo company is wanted and does not exist yet. */
export function isDemoMissing(config: Config): boolean {
  return config.isDemoWanted && !existsSync(fileOf(config));
}

/** Creates the demo company if the database is empty, and stores its password in the data folder. */
export async function makeDemo(deps: Dependencies): Promise<void> {
  if ((await deps.database.account.count()) > 0) return;
  const signIn = { email: 'demo@nordwind.example', password: await readablePassword() };
  await createCompany(deps, signIn);
  writeFileSync(fileOf(deps.config), JSON.stringify(signIn), { mode: 0o600 });
}

/** The demo company's sign-in, as long as it still works. */
export async function findDemo(deps: Dependencies): Promise<SignIn | null> {
  const file = fileOf(deps.config);
  if (!deps.config.isDemoWanted || !existsSync(file)) return null;
  const signIn = SignIn.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { query } = acrossAccounts(deps, 'sign-in of the demo company');
  const [identity] = await query<{ passwordHash: string | null }>(sql`
    SELECT password_hash AS "passwordHash" FROM identities WHERE email = ${signIn.email}`);
  return (await isPassword(identity?.passwordHash ?? null, signIn.password)) ? signIn : null;
}

async function readablePassword(): Promise<string> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const words = dictionary['diceware-common'];
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join('-');
}
