import { defineConfig } from 'prisma/config';

// Only for `prisma generate` and `prisma validate`: migrations run through packages/database/src/migrate/migrate.ts.
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
