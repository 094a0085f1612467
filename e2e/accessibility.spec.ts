import type { BrowserContext, Page } from '@playwright/test';
import { ALICE, BOB, CAROL, expect, test, type World } from './world.js';
import { overflowing, violations } from './axe.js';
import { AccountRow } from './pages/account-row.js';
import { AddAccountPage } from './pages/add-account-page.js';
import { Dashboard, type PageName } from './pages/dashboard.js';
import { RequestsPage } from './pages/requests-page.js';
import { inBothThemes } from './themes.js';

const PAGES = [
  'Overview',
  'Accounts',
  'Add account',
  'Requests',
  'Usage',
  'Connect',
  'Keys',
  'Settings',
  'Set-up',
  'Help',
  'Sandbox',
] as const satisfies readonly PageName[];

// Every page after the other, each looked at as a whole.
test.setTimeout(180_000);

// Colours on their way from one to another have no contrast to measure.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

inBothThemes(() => {
  test('axe finds nothing on any page, with every kind of account on it', async ({ context, page, world }) => {
    expect(await violations(await signInPage(context, world)), 'sign-in page').toEqual([]);
    const dashboard = await troubledDashboard(page, world);
    expect(await violations(page), 'overview with a notice').toEqual([]);
    for (const name of PAGES) {
      await dashboard.open(name);
      await settled(page, name);
      expect(await violations(page), name).toEqual([]);
    }
  });

  test('axe finds nothing on the wizard when a key is due', async ({ dashboard, page, world }) => {
    await expect(dashboard.connection).toHaveText('Live');
    await page.goto(`${world.regrant.url}/welcome`);
    await page.getByRole('button', { name: 'Make a key' }).click();
    await expect(page.getByRole('button', { name: 'Send the request' })).toBeVisible();
    expect(await violations(page), 'wizard at its last step').toEqual([]);
    expect(await overflowing(page), 'wizard at its last step').toEqual([]);
  });

  test.describe('on a fresh installation', () => {
    test.use({ enrolled: [], hasClient: false, viewport: { width: 360, height: 740 } });

    test('axe finds nothing on the wizard, and nothing is wider than 360 pixels', async ({ page, world }) => {
      await page.goto(world.regrant.signInLink);
      await expect(page.getByRole('group', { name: 'Redirect URI' })).toBeVisible();
      expect(await violations(page), 'wizard at its first step').toEqual([]);
      expect(await overflowing(page), 'wizard at its first step').toEqual([]);
    });
  });

  test('axe finds nothing on dialogs, refusals and the page that is not there', async ({ page, world }) => {
    const dashboard = await troubledDashboard(page, world);
    await page.goto(`${world.regrant.url}/no/such/page`);
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    expect(await violations(page), 'page that is not there').toEqual([]);

    await dashboard.open('Accounts');
    await new AccountRow(page, CAROL).pause.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), 'pause dialog').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await dashboard.open('Requests');
    const requests = new RequestsPage(page);
    await requests.open('Served');
    await expect(requests.panel.getByRole('listitem').first()).toBeVisible();
    expect(await violations(page), 'how a request went').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(requests.panel).toBeHidden();

    await dashboard.open('Add account');
    const add = new AddAccountPage(page);
    await add.give('1//not-a-token');
    await expect(add.refusal).toBeVisible();
    expect(await violations(page), 'a refusal').toEqual([]);
  });
});

test.describe('on a small screen', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('nothing is wider than 360 pixels, and the pages are reached by the menu', async ({ context, page, world }) => {
    expect(await overflowing(await signInPage(context, world)), 'sign-in page').toEqual([]);
    const dashboard = await troubledDashboard(page, world);
    for (const name of PAGES) {
      await page.getByRole('button', { name: 'Open navigation' }).click();
      expect(await overflowing(page), `menu on the way to ${name}`).toEqual([]);
      await dashboard.open(name);
      await settled(page, name);
      expect(await overflowing(page), name).toEqual([]);
    }
    expect(await violations(page), 'narrow set-up page').toEqual([]);
  });
});

test('everything on the accounts page works by keyboard', async ({ dashboard, page, world }) => {
  await dashboard.open('Accounts');
  const row = new AccountRow(page, BOB);
  await row.pause.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Pause ${BOB}` });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row.pause).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(':focus')).toBeVisible();
  await dialog.getByRole('textbox').focus();
  await page.keyboard.type('by keyboard');
  await page.keyboard.press('Enter');
  await expect(row.status('Paused')).toBeVisible();
  await expect.poll(async () => (await world.files.read(world.idOf(BOB))).proxy_disabled_reason).toBe('by keyboard');
});

async function signInPage(context: BrowserContext, world: World): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${world.regrant.url}/sign-in`);
  await expect(page.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
  return page;
}

/** Signs in, with one account disabled and one paused, and waits until the page has said so. */
async function troubledDashboard(page: Page, world: World): Promise<Dashboard> {
  await world.callers.askInTurn(['Hello']);
  await world.admin.pause(world.idOf(BOB), 'kept for the weekend');
  const dashboard = new Dashboard(page);
  await dashboard.signIn(world.regrant.signInLink);
  await world.disable(ALICE);
  await expect(dashboard.notice(`${ALICE}: account disabled`)).toBeVisible();
  return dashboard;
}

/** A page counts as open when what it is about is on it. */
async function settled(page: Page, name: (typeof PAGES)[number]): Promise<void> {
  const sign = {
    Overview: page.getByRole('main').getByText(`${ALICE}: account disabled`),
    Accounts: new AccountRow(page, ALICE).status('Disabled'),
    'Add account': page.getByRole('textbox', { name: 'Refresh token' }),
    Requests: new RequestsPage(page).rows.first(),
    Usage: page.getByRole('figure', { name: 'Requests by model' }),
    Connect: page.getByRole('region', { name: 'Set up a program' }),
    Keys: page.getByRole('heading', { level: 2, name: 'REGRANT_API_KEY' }),
    Settings: page.getByRole('region', { name: 'Signed-in browsers' }).getByRole('listitem').first(),
    'Set-up': page.getByRole('group', { name: 'Redirect URI' }),
    Help: page.getByRole('heading', { level: 2, name: 'What the log says' }),
    Sandbox: page.getByRole('button', { name: `Revoke the grant of ${BOB}` }),
  }[name];
  await expect(sign).toBeVisible();
}
