import type { Page } from '@playwright/test';
import type { PageName } from '../pages/dashboard.js';
import { test } from '../world.js';
import { picturesOf, signInToTrouble } from './stage.js';

/** The pages that are as they are; those that want a scene set have pictures of their own. */
const PAGES: readonly (readonly [PageName, string])[] = [
  ['Requests', 'requests'],
  ['Connect', 'connect'],
  ['Keys', 'keys'],
  ['Settings', 'settings'],
  ['Set-up', 'setup'],
  ['Help', 'help'],
  ['Sandbox', 'sandbox'],
];

picturesOf((take) => {
  test('every page, with one account disabled, one paused and two ready', async ({ page, world }) => {
    const dashboard = await signInToTrouble(page, world);
    for (const [name, file] of PAGES) {
      await dashboard.open(name);
      await settled(page);
      await take(page, file);
    }
  });
});

/** What loads has loaded, and what is drawn is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}
