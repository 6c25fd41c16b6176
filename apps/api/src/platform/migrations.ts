import { fileURLToPath } from 'node:url';

/** Where the migrations are. */
export const migrationsDir = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));
