import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ALICE, BOB, CAROL, expect, test } from '../world.js';
import { Dashboard } from '../pages/dashboard.js';

test.use({ viewport: { width: 1280, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

async function shoot(page: Page, name: string, colorScheme: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../docs/screenshots/${name}-${colorScheme}.png`, import.meta.url));
  await page.screenshot({ path });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the palette and the notification centre, with two accounts to sign in again', async ({ page, world }) => {
      const dashboard = new Dashboard(page);
      await dashboard.signIn(world.regrant.signInLink);
      await world.disable(ALICE);
      await world.disable(BOB);
      await expect(dashboard.notice(`${BOB}: account disabled`)).toBeVisible();
      await page.reload();
      await page.getByRole('button', { name: 'Notifications, 2 unread alarms' }).click();
      await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
      await shoot(page, 'notifications', colorScheme);
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type(CAROL.slice(0, 5));
      await expect(page.getByRole('option', { name: `Pause ${CAROL}` })).toBeVisible();
      await shoot(page, 'palette', colorScheme);
    });

    test.describe('first', () => {
      test.use({ enrolled: [] });

      test('the wizard of the first run, at its second step', async ({ page, world }) => {
        await page.goto(world.regrant.signInLink);
        await expect(page.getByRole('link', { name: 'Sign in with Google' })).toBeVisible();
        await shoot(page, 'welcome', colorScheme);
      });
    });
  });
}
