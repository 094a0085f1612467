import { ALICE, expect, test } from './world.js';
import { Dashboard } from './pages/dashboard.js';

test('every cause, state and part of the help page has an anchor that is gone to', async ({
  dashboard,
  page,
  world,
}) => {
  await dashboard.open('Help');
  for (const name of ['What invalid_grant means', 'Why it happens', 'Bringing an account back', 'What the log says']) {
    await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  }
  await page
    .getByRole('navigation', { name: 'On this page' })
    .getByRole('link', { name: /proxy_disabled/ })
    .click();
  await expect(page.getByRole('heading', { level: 2, name: /proxy_disabled/ })).toBeInViewport();
  await page.goto(`${world.regrant.url}/help#cause-superseded`);
  await expect(page.locator('#cause-superseded')).toBeInViewport();
});

test('an account that died leads to what it died of', async ({ dashboard, page, world }) => {
  await world.disable(ALICE);
  await dashboard.needsYou.getByRole('link', { name: 'What is this?' }).click();
  await expect(page).toHaveURL(/\/help#/);
  await expect(page.locator('#cause-revoked')).toBeInViewport();
});

test.describe('for whoever asked for less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves', async ({ page, world }) => {
    const dashboard = new Dashboard(page);
    await dashboard.signIn(world.regrant.signInLink);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        const seconds = [transitionDuration, animationDuration].flatMap((all) => all.split(',').map(parseFloat));
        return seconds.some((duration) => duration > 0.001) ? [element.outerHTML.slice(0, 100)] : [];
      }),
    );
    expect(moving).toEqual([]);
  });
});
