import react from '@vitejs/plugin-react';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['muster-source', ...defaultClientConditions] },
  test: {
    name: 'web',
    // The same as in the other projects (vitest.config.ts), so that all share the workers; the default on two
    // cores would be one.
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000/' } },
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
    unstubGlobals: true,
    expect: { requireAssertions: true, poll: { timeout: 15_000 } },
    // As there: modules are loaded once for all files of a worker.
    isolate: false,
  },
});
