import type { Page } from '@playwright/test';
import { overflowing, violations } from './axe.js';
import { AccountsPage } from './pages/accounts-page.js';
import { Dashboard } from './pages/dashboard.js';
import { inBothThemes } from './themes.js';
import { ALICE, BOB, CAROL, DAVE, expect, test, type World } from './world.js';

// Colours on their way from one to another have no contrast to measure.
test.use({ enrolled: [ALICE, BOB, CAROL, DAVE], contextOptions: { reducedMotion: 'reduce' } });

inBothThemes(() => {
  test('axe finds nothing on whatever is done with accounts', async ({ page, world }) => {
    test.setTimeout(120_000);
    await visitAll(page, world, async (what) => expect(await violations(page), what).toEqual([]));
  });
});

test.describe('on a small screen', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('nothing of it is wider than 360 pixels', async ({ page, world }) => {
    test.setTimeout(120_000);
    await visitAll(page, world, async (what) => expect(await overflowing(page), what).toEqual([]));
  });
});

async function visitAll(page: Page, world: World, look: (what: string) => Promise<void>): Promise<void> {
  const { url } = world.regrant;
  const accounts = new AccountsPage(page);
  await world.admin.pause(world.idOf(CAROL), 'kept for the weekend');
  await new Dashboard(page).signIn(world.regrant.signInLink);
  await world.disable(ALICE);
  await world.disable(BOB);

  await page.goto(`${url}/accounts?sort=email`);
  await accounts.tick(DAVE).check();
  await look('cards by e-mail, one selected');
  await accounts.show('Table');
  await expect(accounts.rows).toHaveCount(4);
  await look('table');
  for (const action of ['Priority', 'Export', 'Delete']) {
    await accounts.ask(action);
    await expect(accounts.dialog).toBeVisible();
    await look(`the dialog of ${action}`);
    await page.keyboard.press('Escape');
    await expect(accounts.dialog).toBeHidden();
  }
  await accounts.ask('Refresh');
  await expect(page.getByText('1 account refreshed')).toBeVisible();
  await look('the end of a batch');
  await page.goto(`${url}/accounts?q=nobody`);
  await expect(page.getByText('No account matches')).toBeVisible();
  await look('nothing found');

  await page.goto(`${url}/accounts/${world.idOf(ALICE)}`);
  await expect(page.getByText('Disabled: the grant died')).toBeVisible();
  await look('the page of a dead account');
  await page.goto(`${url}/accounts/${world.idOf(DAVE)}`);
  await page.getByRole('button', { name: 'Choose from the projects' }).click();
  await expect(page.getByRole('combobox', { name: 'Projects of this account' })).toBeVisible();
  await look('the page of a healthy account');
  await page.goto(`${url}/accounts/nobody`);
  await expect(page.getByText('There is no such account')).toBeVisible();
  await look('an account that is not there');

  await page.goto(`${url}/accounts/add`);
  await page.getByTestId('import-files').setInputFiles({
    name: 'list.json',
    mimeType: 'application/json',
    buffer: Buffer.from('["1//one", 5, {"name": "something else"}]'),
  });
  await expect(page.getByText('Dry run')).toBeVisible();
  await look('a dry run');
}
