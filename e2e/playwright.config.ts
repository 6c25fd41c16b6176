import { defineConfig } from '@playwright/test';
import { findChromium } from '../tools/checks/chromium.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** How screens look is tested in both sizes and schemes (`expectGoodScreen`), what fits in both sizes, all else once. */
const sizes = /@screens|@phone/;

/** The journeys: the built app, its worker, its PostgreSQL and its mailbox, in a real Chromium. */
export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  // Two cores share the tests with the app, PostgreSQL and the browsers.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    launchOptions: await findChromium(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Nothing is judged half-way through a transition.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // A third of the time when on; `--trace retain-on-failure` for who looks for a reason.
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
