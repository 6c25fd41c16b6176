import react from '@vitejs/plugin-react';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['muster-source', ...defaultClientConditions] },
  test: {
    name: 'web',
    // As many as the other projects have (vitest.config.ts), so that all share them; two cores would give one.
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
    expect: { requireAssertions: true },
    // Modules are loaded once for all files of a worker, as there.
    isolate: false,
  },
});
