import type { Page } from '@playwright/test';
import { violations } from './axe.js';
import { inBothThemes } from './themes.js';
import { ALICE, BOB, expect, test } from './world.js';

const bell = (page: Page, name: string | RegExp) => page.getByRole('banner').getByRole('button', { name });
const centre = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });
const favicon = (page: Page) => page.locator('link[rel="icon"]');

test('what was missed is counted in bell, title and favicon until it is marked as read', async ({
  dashboard,
  page,
  world,
}) => {
  await expect(dashboard.connection).toHaveText('Live');
  await world.disable(ALICE);
  await expect(bell(page, 'Notifications, 1 unread alarm')).toBeVisible();
  await expect(page).toHaveTitle(/^\(1\) /);
  await expect(favicon(page)).toHaveAttribute('href', /^data:image\/svg\+xml,.*%3E1%3C%2Ftext/);

  // Gone for a while: what happens meanwhile waits.
  await page.goto('about:blank');
  await world.disable(BOB);
  await page.goto(`${world.regrant.url}/`);
  await bell(page, 'Notifications, 2 unread alarms').click();
  const fresh = centre(page).getByRole('region', { name: 'New' });
  await expect(fresh.getByRole('listitem')).toHaveCount(2);
  await expect(fresh.getByRole('listitem').first()).toContainText(`${BOB}: account disabled due to invalid_grant`);

  await centre(page).getByRole('button', { name: 'Mark all as read' }).click();
  await expect(centre(page).getByRole('region', { name: 'Earlier' }).getByRole('listitem')).toHaveCount(2);
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(favicon(page)).toHaveAttribute('href', '/favicon.svg');
  await centre(page)
    .getByRole('link', { name: `Show ${ALICE}` })
    .click();
  await expect(centre(page)).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/accounts/${world.idOf(ALICE)}$`));
  await page.reload();
  await expect(bell(page, /^Notifications$/)).toBeVisible();
});

test('a notice leads to the cause of a dead grant, explained', async ({ dashboard, page, world }) => {
  await world.disable(ALICE);
  await expect(dashboard.connection).toHaveText('Live');
  await bell(page, 'Notifications, 1 unread alarm').click();
  await centre(page).getByRole('link', { name: 'What is this?' }).click();
  await expect(page).toHaveURL(/\/help#(cause-revoked|invalid-grant)$/);
  await expect(page.locator('#cause-revoked')).toBeInViewport();
});

test.describe('of the browser', () => {
  test('are shown only after they were asked for, and only out of view', async ({
    context,
    dashboard,
    page,
    world,
  }) => {
    await context.grantPermissions(['notifications']);
    // What the browser would show, told to the test; whether the page is in view is for the test to say.
    await page.addInitScript(() => {
      const shown: string[] = [];
      Object.assign(window, { shown });
      class Told {
        static permission = 'granted';
        static requestPermission = () => Promise.resolve('granted');
        constructor(title: string) {
          shown.push(title);
        }
        close() {}
      }
      Object.assign(window, { Notification: Told });
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    });
    await page.reload();
    await expect(dashboard.connection).toHaveText('Live');
    const shown = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
    await world.disable(ALICE);
    await bell(page, 'Notifications, 1 unread alarm').click();
    expect(await shown()).toEqual([]);

    await centre(page).getByRole('button', { name: 'Allow notifications' }).click();
    await expect(centre(page).getByText('Alarms come as notifications of this browser.')).toBeVisible();
    await world.disable(BOB);
    await expect.poll(shown).toEqual([`${BOB}: account disabled due to invalid_grant`]);
  });

  test('say so when the browser refuses them', async ({ dashboard, page }) => {
    await expect(dashboard.connection).toHaveText('Live');
    await page.evaluate(() => {
      Object.assign(window, {
        Notification: { permission: 'default', requestPermission: () => Promise.resolve('denied') },
      });
    });
    await bell(page, /^Notifications$/).click();
    await centre(page).getByRole('button', { name: 'Allow notifications' }).click();
    await expect(centre(page).getByText('Allow them in the browser’s settings for this site.')).toBeVisible();
    await expect(centre(page).getByRole('button', { name: 'Allow notifications' })).toHaveCount(0);
  });
});

inBothThemes(() => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('axe finds nothing in the notification centre', async ({ dashboard, page, world }) => {
    await world.disable(ALICE);
    await expect(dashboard.notice(`${ALICE}: account disabled`)).toBeVisible();
    await bell(page, 'Notifications, 1 unread alarm').click();
    await expect(centre(page).getByRole('listitem').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
});
