import type { Page } from '@playwright/test';
import { violations } from './axe.js';
import { ALICE, BOB, expect, test } from './world.js';
import { ConsentPage } from './pages/consent-page.js';
import { inBothThemes } from './themes.js';

const field = (page: Page) => page.getByRole('combobox', { name: 'Page, account or action' });

/** Opens the palette wherever the focus is, types, and does the first thing that is found. */
async function act(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeHidden();
}

test('everything is reached and done by keyboard alone', async ({ dashboard, page, world }) => {
  await act(page, 'add acc');
  await expect(page).toHaveURL(/\/accounts\/add$/);
  await act(page, 'help');
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();

  await act(page, 'bob pause');
  await expect(dashboard.notice(`${BOB} is paused`)).toBeVisible();
  await expect.poll(async () => (await world.files.read(world.idOf(BOB))).proxy_disabled).toBe(true);
  await act(page, 'resume bob');
  await expect.poll(async () => (await world.files.read(world.idOf(BOB))).proxy_disabled ?? false).toBe(false);

  await act(page, 'mode light');
  await expect(page.locator('html')).not.toHaveClass(/dark/);
  await act(page, 'mode dark');
  await expect(page.locator('html')).toHaveClass(/dark/);
  await act(page, 'français');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});

test('an account that died is the first thing it offers', async ({ dashboard, page, world }) => {
  await world.disable(ALICE);
  await expect(dashboard.notice(`${ALICE}: account disabled`)).toBeVisible();
  await page.getByRole('button', { name: 'Search and act' }).click();
  const first = page.getByRole('option').first();
  await expect(first).toHaveText(`Re-authorise ${ALICE}`);
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await new ConsentPage(page).allowAs(ALICE);
  await expect(dashboard.notice(`${ALICE}: account re-enabled`).first()).toBeVisible();
});

inBothThemes(() => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('axe finds nothing on the palette, and Escape gives the focus back', async ({ dashboard, page }) => {
    await expect(dashboard.connection).toHaveText('Live');
    const button = page.getByRole('button', { name: 'Search and act' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type('no such thing anywhere');
    await expect(page.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(field(page)).toBeHidden();
    await expect(button).toBeFocused();
  });
});
