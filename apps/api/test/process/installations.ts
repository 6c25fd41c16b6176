import { findEmbedded } from '@muster/database/embedded/embedded';
import { keepSecretKey } from '../../src/platform/crypto/secret-key.ts';

const installations = new Map<string, NodeJS.ProcessEnv>();

/** Remembers the settings of a program that another process has started. */
export function rememberInstallation(url: string, environment: NodeJS.ProcessEnv): void {
  installations.set(url, environment);
}

/** What only its operator has: the database and the secret of a running program. */
export async function installationAt(url: string): Promise<{ databaseUrl: string; secretKey: string }> {
  const { DATA_DIR = '', DATABASE_URL, SECRET_KEY } = installations.get(url) ?? {};
  const databaseUrl = DATABASE_URL || (await findEmbedded({ dataDir: DATA_DIR }))?.url || '';
  return { databaseUrl, secretKey: SECRET_KEY || keepSecretKey(DATA_DIR) };
}
