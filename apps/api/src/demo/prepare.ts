import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionary } from '@zxcvbn-ts/language-common';
import * as z from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { isPassword } from '../platform/crypto/passwords.ts';
import { createCompany } from './company.ts';

const SignIn = z.object({ email: z.string(), password: z.string() });
type SignIn = z.output<typeof SignIn>;

/**
 * Makes the demo company on an empty database, if one is wanted, and remembers its password in the data folder.
 * @returns how to sign in to it, as long as that still works
 */
export async function prepareDemo(deps: Dependencies): Promise<SignIn | null> {
  if (!deps.config.isDemoWanted) return null;
  const file = join(deps.config.dataDir, 'demo.json');
  if (existsSync(file)) return stillValid(deps, SignIn.parse(JSON.parse(readFileSync(file, 'utf8'))));
  if ((await deps.database.account.count()) > 0) return null;
  const signIn = { email: 'demo@nordwind.example', password: readablePassword() };
  await createCompany(deps, signIn);
  writeFileSync(file, JSON.stringify(signIn), { mode: 0o600 });
  return signIn;
}

async function stillValid(deps: Dependencies, signIn: SignIn): Promise<SignIn | null> {
  const identity = await deps.database.identity.findUnique({ where: { email: signIn.email } });
  return (await isPassword(identity?.passwordHash ?? null, signIn.password)) ? signIn : null;
}

function readablePassword(): string {
  const words = dictionary['diceware-common'];
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join('-');
}
