import { expect, test } from '../fixtures.ts';

test('In a right-to-left language, no screen is wider than the window @phone', async ({
  page,
  given,
  signIn,
  expectFits,
}) => {
  // The product has no right-to-left language yet, but the layout must support one.
  await page.addInitScript(() => {
    // Repeated, because the app sets the direction of its own language.
    const turn = () => {
      const page = document.documentElement;
      if (page && page.dir !== 'rtl') page.dir = 'rtl';
    };
    new MutationObserver(turn).observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['dir'],
    });
  });
  await page.goto('/sign-in');
  await expectFits();
  const owner = await given.theDemoOwner();
  await signIn(owner);
  const settings = ['', '/invitations', '/you', '/outbox'].map((tab) => `/notification-settings${tab}`);
  const others = ['/overview', '/users', '/users/add', '/groups', '/audit-log', '/account', '/profile'];
  for (const path of [...others, ...settings]) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expectFits();
  }
  await page.goto(`/users/${owner.userId}`);
  await expectFits();
});
