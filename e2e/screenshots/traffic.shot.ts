import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ALICE, BOB, CAROL, DAVE, expect, test } from '../world.js';
import { Dashboard } from '../pages/dashboard.js';
import { RequestsPage } from '../pages/requests-page.js';
import { showWorkingDay } from './traffic.js';

test.use({
  enrolled: [ALICE, BOB, CAROL, DAVE],
  viewport: { width: 1280, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
});

const picture = (name: string): string => fileURLToPath(new URL(`../../docs/screenshots/${name}.png`, import.meta.url));

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('overview, one request, and usage, after a day of work', async ({ page, world }) => {
      await showWorkingDay(page);
      const dashboard = new Dashboard(page);
      await dashboard.signIn(world.regrant.signInLink);
      for (const prompt of ['Hello', 'Guten Tag', 'Bonjour', 'Hola']) await world.callers.streamOpenAi(prompt);
      await world.disable(ALICE);
      await world.callers.askInTurn(['Ciao', 'Olá', 'Hej', 'Ahoj']);
      await dismissNotices(page);
      await expect(page.getByRole('region', { name: 'Tokens by model' })).toContainText('claude');
      await page.screenshot({ path: picture(`overview-${colorScheme}`) });

      await dashboard.open('Requests');
      const requests = new RequestsPage(page);
      await expect(requests.rows).toHaveCount(8);
      await requests.open('Served');
      await expect(requests.panel.getByRole('listitem').first()).toBeVisible();
      await page.screenshot({ path: picture(`request-${colorScheme}`) });
      await page.keyboard.press('Escape');

      await dashboard.open('Usage');
      await expect(page.getByRole('figure').getByRole('img').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: picture(`usage-${colorScheme}`) });
    });
  });
}

/** Notices pass by themselves; a picture should not have one across it. */
async function dismissNotices(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}
