import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { createGiven, type Given, type Person } from './given.ts';

export { expect, type Page } from '@playwright/test';
export type { Person } from './given.ts';

interface Options {
  /** Statuses of refusals that a test expects; the browser reports each in its console. */
  refusals: readonly number[];
}

interface Fixtures {
  /** Creates test data through the API. */
  given: Given;
  /** Signs a person in to a browser, without the sign-in page. */
  signIn: (person: Person, context?: BrowserContext) => Promise<void>;
  /** Checks that the screen is accessible (axe) and does not overflow horizontally. */
  expectGoodScreen: (page?: Page) => Promise<void>;
  /** Checks only that nothing overflows horizontally. */
  expectFits: () => Promise<void>;
  /** Also watches the console of another page. */
  watchConsole: (page: Page) => void;
  expectNoConsoleErrors: undefined;
}

const url = process.env.E2E_URL ?? '';

/** The `test` of all specs: an unexpected error in the console of `page` fails it. */
export const test = base.extend<Options & Fixtures>({
  refusals: [[], { option: true }],
  baseURL: async ({ browserName: _ }, use) => use(url),
  given: async ({ browserName: _ }, use) => {
    const given = createGiven(url, process.env.E2E_DATA_DIR ?? '');
    await use(given);
    await given.close();
  },
  signIn: async ({ context: own }, use) => {
    await use(async (person, context = own) => {
      // Closes the pages of other people, which would continue to send requests, now as this person.
      await Promise.all(context.pages().map((open) => open.goto('about:blank')));
      const cookies = await person.freshCookies();
      await context.addCookies(
        [...cookies].map(([name, value]) => ({
          name,
          value,
          domain: new URL(url).hostname,
          path: name.endsWith('refresh') ? '/api/v1/auth' : '/api',
          httpOnly: true,
          sameSite: 'Lax' as const,
        })),
      );
    });
  },
  expectGoodScreen: async ({ page: own }, use) => {
    await use(async (page = own) => {
      await settle(page);
      expect.soft(await violations(page), `axe at ${page.url()}`).toEqual([]);
      expect.soft(await tooWide(page), `wider than the window at ${page.url()}`).toEqual([]);
      if (test.info().project.name === 'phone') return;
      // In the dark scheme only the colours differ.
      await showScheme(page, 'dark');
      const found = await violations(page, ['color-contrast']);
      expect.soft(found, `axe in the dark at ${page.url()}`).toEqual([]);
      await showScheme(page, 'light');
    });
  },
  expectFits: async ({ page }, use) => {
    await use(async () => {
      await settle(page);
      expect.soft(await tooWide(page), `wider than the window at ${page.url()}`).toEqual([]);
    });
  },
  watchConsole: async ({ refusals }, use) => {
    const complaints: string[] = [];
    await use((page) => {
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        const text = message.text();
        const isExpected =
          refusals.some((status) => text.includes(`responded with a status of ${status}`)) ||
          // The test tool runs scripts, which the mailbox's sandboxed frames block like any other.
          text.includes("Blocked script execution in 'about:srcdoc'");
        if (message.type() === 'error' && !isExpected) complaints.push(`${text} (${message.location().url})`);
      });
    });
    expect(complaints, 'errors in the console').toEqual([]);
  },
  expectNoConsoleErrors: [
    async ({ page, watchConsole }, use) => {
      watchConsole(page);
      await use(undefined);
    },
    { auto: true },
  ],
});

/** Waits until the page has its heading and no placeholders. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root:visible, .mantine-Loader-root:visible')).toHaveCount(0);
}

/** Switches the colour scheme and waits until the page has followed. */
async function showScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => {
    const { mantineColorScheme = scheme } = document.documentElement.dataset;
    return mantineColorScheme === scheme;
  }, colorScheme);
  // Some colours fade even with reduced motion, and are unreadable half-way.
  await page.evaluate(() => {
    const fades = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(fades.map(({ finished }) => finished));
  });
}

/** Returns the violations axe finds; with `rules`, only those of these rules. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // E-mails are in separate frames without scripts; other tests check them.
  const axe = new AxeBuilder({ page })
    .exclude('iframe')
    .options({ resultTypes: ['violations'], preload: false });
  // Without frames there are no results to merge, for which each run would open a separate page.
  axe.setLegacyMode();
  if (rules) axe.withRules(rules);
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, any }) =>
        `${id} (${help}): ${html.slice(0, 160)} ${any.map(({ message }) => message).join('; ')}`,
    ),
  );
}

/** Returns the elements that overflow the window, if the page scrolls sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > clientWidth + 1 || left < -1);
    });
    const named = wide.slice(-5).map((element) => element.outerHTML.slice(0, 120));
    return [`${scrollWidth} of ${clientWidth} px`, ...named];
  });
}
