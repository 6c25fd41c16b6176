import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The client as it is here, not as it was last built.
const fromSource = {
  ssr: { resolve: { conditions: ['muster-source', 'module', 'node', 'development|production'] } },
};
const shared = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Modules are loaded once for all files of a worker: loading them took a third of the time.
  isolate: false,
  restoreMocks: true,
  unstubGlobals: true,
  // A test that asserts nothing cannot fail.
  // A busy machine needs longer than the second that is the default.
  expect: { requireAssertions: true, poll: { timeout: 15_000 } },
};

/** Tests of whole processes take minutes, most of it waiting: the others run beside them, not after them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/test/process/');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Two more than the smallest machine has cores, for the same reason.
    maxWorkers: 4,
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'tools/**/*.test.ts', 'examples/test/webhook-receiver.test.ts'],
          ...shared,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'api',
          include: ['apps/api/**/*.test.ts', 'examples/test/hris-sync.test.ts'],
          globalSetup: ['apps/api/test/global-setup.ts'],
          setupFiles: ['apps/api/test/no-stray-console.ts'],
          ...shared,
        },
      },
      'apps/web',
    ],
  },
});
