import { defineConfig } from '@playwright/test';
import { findChromium } from '../tools/checks/chromium.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/**
 * Tests tagged `@screens` run in both sizes and check both schemes (`expectGoodScreen`), `@phone` in both
 * sizes, all others once.
 */
const sizes = /@screens|@phone/;

/** The journeys: the built app with its worker, PostgreSQL and mailbox, in a real Chromium. */
export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  // The tests share two cores with the app, PostgreSQL and the browsers.
  workers: 2,
  retries: 0,
  // Checks of large pages with axe take most of a minute on a busy machine.
  timeout: 150_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    launchOptions: await findChromium(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Avoids checks in the middle of a transition.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Tracing takes a third of the time. Use `--trace retain-on-failure` to investigate a failure.
    trace: 'off',
  },
  projects: [
    { name: 'desktop', use: { viewport: desktop, colorScheme: 'light' } },
    {
      name: 'phone',
      grep: sizes,
      use: { viewport: phone, colorScheme: 'light', isMobile: true, hasTouch: true },
    },
  ],
});
