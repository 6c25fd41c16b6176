import { defineConfig } from 'vitest/config';

// The client as it is here, not as it was last built.
const fromSource = {
  ssr: { resolve: { conditions: ['muster-source', 'module', 'node', 'development|production'] } },
};

export default defineConfig({
  test: {
    // One more than the smallest machine has cores: tests of whole processes mostly wait.
    maxWorkers: 3,
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'tools/**/*.test.ts', 'examples/test/webhook-receiver.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'api',
          include: ['apps/api/**/*.test.ts', 'examples/test/hris-sync.test.ts'],
          globalSetup: ['apps/api/test/global-setup.ts'],
          setupFiles: ['apps/api/test/no-stray-console.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      'apps/web',
    ],
  },
});
