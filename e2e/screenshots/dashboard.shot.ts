import { fileURLToPath } from 'node:url';
import { ALICE, BOB, CAROL, DAVE, expect, test } from '../world.js';
import { AccountRow } from '../pages/account-row.js';
import { Dashboard } from '../pages/dashboard.js';

test.use({
  enrolled: [ALICE, BOB, CAROL, DAVE],
  viewport: { width: 1280, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the accounts, with one disabled, one paused and two ready', async ({ page, world }) => {
      const { admin, callers } = world;
      await callers.askInTurn(['Hello', 'Guten Tag', 'Bonjour', 'Hola']);
      await admin.pause(world.idOf(CAROL), 'Kept for the weekend batch');
      const dashboard = new Dashboard(page);
      await dashboard.signIn(world.regrant.signInLink);
      await world.disable(ALICE);
      await dashboard.open('Accounts');
      await expect(new AccountRow(page, ALICE).status('Disabled')).toBeVisible();
      await expect(new AccountRow(page, CAROL).status('Paused')).toBeVisible();
      await page.getByRole('button', { name: 'Dismiss' }).first().click();
      await expect(dashboard.notice(/./)).toHaveCount(0);
      const path = fileURLToPath(new URL(`../../docs/dashboard-${colorScheme}.png`, import.meta.url));
      await page.screenshot({ path });
    });
  });
}
