import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ALICE, BOB, CAROL, DAVE, expect, test } from '../world.js';
import { Dashboard, type PageName } from '../pages/dashboard.js';

test.use({
  enrolled: [ALICE, BOB, CAROL, DAVE],
  viewport: { width: 1280, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
});
// Every page after the other, each drawn whole.
test.setTimeout(180_000);

const PAGES: readonly (readonly [PageName, string])[] = [
  ['Overview', 'overview'],
  ['Accounts', 'accounts'],
  ['Add account', 'add-account'],
  ['Requests', 'requests'],
  ['Usage', 'usage'],
  ['Connect', 'connect'],
  ['Keys', 'keys'],
  ['Settings', 'settings'],
  ['Set-up', 'setup'],
  ['Help', 'help'],
  ['Sandbox', 'sandbox'],
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every page, with one account disabled, one paused and two ready', async ({ page, world }) => {
      const { admin, callers } = world;
      await callers.askInTurn(['Hello', 'Guten Tag', 'Bonjour', 'Hola', '안녕하세요', '你好']);
      await admin.pause(world.idOf(CAROL), 'Kept for the weekend batch');
      const dashboard = new Dashboard(page);
      await dashboard.signIn(world.regrant.signInLink);
      await world.disable(ALICE);
      await callers.askInTurn(['Ciao', 'Hej']);
      await page.getByRole('button', { name: 'Dismiss' }).first().click();
      await expect(dashboard.notice(/./)).toHaveCount(0);
      for (const [name, file] of PAGES) {
        await dashboard.open(name);
        await settled(page);
        await picture(page, file, colorScheme);
      }
      await page.goto(`${world.regrant.url}/accounts/${world.idOf(ALICE)}`);
      await settled(page);
      await picture(page, 'account', colorScheme);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await picture(page, 'palette', colorScheme);
    });
  });
}

/** What loads has loaded, and what is drawn is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

async function picture(page: Page, name: string, colorScheme: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../docs/screenshots/${name}-${colorScheme}.png`, import.meta.url));
  await page.screenshot({ path });
}
