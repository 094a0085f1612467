import { fileURLToPath } from 'node:url';
import type { Page, PageScreenshotOptions } from '@playwright/test';
import { Dashboard } from '../pages/dashboard.js';
import { inBothThemes } from '../themes.js';
import { ALICE, BOB, CAROL, DAVE, expect, test, type World } from '../world.js';

/** Takes a picture into docs/screenshots, named after what is on it and after the theme. */
export type Camera = (page: Page, name: string, options?: PageScreenshotOptions) => Promise<void>;

/** Every picture is of the same size, without motion, of the same four accounts, and in both themes. */
export function picturesOf(declare: (take: Camera) => void): void {
  inBothThemes((theme) => {
    test.use({
      enrolled: [ALICE, BOB, CAROL, DAVE],
      viewport: { width: 1280, height: 900 },
      contextOptions: { reducedMotion: 'reduce' },
    });
    declare(async (page, name, options) => {
      const path = fileURLToPath(new URL(`../../docs/screenshots/${name}-${theme}.png`, import.meta.url));
      await page.screenshot({ ...options, path });
    });
  });
}

/** Some requests have been served, one account is paused, one has died before the reader's eyes, two are ready. */
export async function signInToTrouble(page: Page, world: World): Promise<Dashboard> {
  await world.callers.askInTurn(['Hello', 'Guten Tag', 'Bonjour', 'Hola']);
  await world.admin.pause(world.idOf(CAROL), 'Kept for the weekend batch');
  const dashboard = new Dashboard(page);
  await dashboard.signIn(world.regrant.signInLink);
  await world.disable(ALICE);
  await dismissNotice(dashboard, `${ALICE}: account disabled`);
  return dashboard;
}

/** Notices pass by themselves; a picture should not have one across it. */
export async function dismissNotice(dashboard: Dashboard, text: string): Promise<void> {
  await dashboard.notice(text).getByRole('button', { name: 'Dismiss' }).click();
  await expect(dashboard.notice(/./)).toHaveCount(0);
}
