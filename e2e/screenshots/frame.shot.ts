import { ALICE, BOB, CAROL, expect, test } from '../world.js';
import { Dashboard } from '../pages/dashboard.js';
import { picturesOf } from './stage.js';

picturesOf((take) => {
  test('the palette and the notification centre, with two accounts to sign in again', async ({ page, world }) => {
    const dashboard = new Dashboard(page);
    await dashboard.signIn(world.regrant.signInLink);
    await world.disable(ALICE);
    await world.disable(BOB);
    const bell = page.getByRole('button', { name: 'Notifications, 2 unread alarms' });
    await expect(bell).toBeVisible();
    // Away with the notices.
    await page.reload();
    await bell.click();
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
    await take(page, 'notifications');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(CAROL.slice(0, 5));
    await expect(page.getByRole('option', { name: `Pause ${CAROL}` })).toBeVisible();
    await take(page, 'palette');
  });

  test.describe('first', () => {
    test.use({ enrolled: [] });

    test('the wizard of the first run, at its second step', async ({ page, world }) => {
      await page.goto(world.regrant.signInLink);
      await expect(page.getByRole('link', { name: 'Sign in with Google' })).toBeVisible();
      await take(page, 'welcome');
    });
  });
});
