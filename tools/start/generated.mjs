// Whether the Prisma client in packages/database/src/generated is that of the schema. Plain JavaScript for
// Node 18.
import { exists, fingerprint, isStamped } from './stamp.mjs';

/** Name of the step's stamp. */
export const GENERATE = 'generate';

/** What the generated client depends on, as one fingerprint. */
export function generatePrint() {
  return fingerprint(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);
}

/** Whether the client was generated from the schema as it is now. */
export function isGenerated() {
  return exists('packages/database/src/generated/client.ts') && isStamped(GENERATE, generatePrint());
}
