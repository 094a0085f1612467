import type { Page } from '@playwright/test';
import { expect, test } from './world.js';

test('the dashboard comes in the colours that the system asks for', async ({ colorScheme, dashboard, page }) => {
  await expect(dashboard.connection).toHaveText('Live');
  const isDark = colorScheme === 'dark';
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked();
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(isDark);
  expect((await lightness(page, 'color')) > (await lightness(page, 'background-color'))).toBe(isDark);
});

/** How light a colour of the page is, from 0 to 255. */
function lightness(page: Page, property: 'color' | 'background-color'): Promise<number> {
  return page.evaluate((name) => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    canvas.fillStyle = getComputedStyle(document.body).getPropertyValue(name);
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  }, property);
}
