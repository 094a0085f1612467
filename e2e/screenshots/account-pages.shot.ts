import { ALICE, CAROL, DAVE, expect, test } from '../world.js';
import { AccountRow } from '../pages/account-row.js';
import { AccountsPage } from '../pages/accounts-page.js';
import { picturesOf, signInToTrouble } from './stage.js';

picturesOf((take) => {
  test('the accounts as cards and as a table, one of them, and adding', async ({ page, world }) => {
    const dashboard = await signInToTrouble(page, world);

    await dashboard.open('Accounts');
    await expect(new AccountRow(page, ALICE).status('Disabled')).toBeVisible();
    await expect(new AccountRow(page, CAROL).status('Paused')).toBeVisible();
    await take(page, 'accounts');
    const accounts = new AccountsPage(page);
    await accounts.show('Table');
    await accounts.tick(DAVE).check();
    await expect(accounts.rows).toHaveCount(4);
    await take(page, 'accounts-table');

    await page.goto(`${world.regrant.url}/accounts/${world.idOf(ALICE)}`);
    await expect(page.getByText('Disabled: the grant died')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Usage' }).getByRole('img')).toBeVisible();
    await take(page, 'account');

    await dashboard.open('Add account');
    const tokens = [(await world.sandbox.google.mint(ALICE)).refreshToken, 'not a token'];
    await page.getByTestId('import-files').setInputFiles({
      name: 'accounts.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify([{ email: ALICE, refresh_token: tokens[0] }, tokens[1]])),
    });
    await expect(page.getByText('Dry run')).toBeVisible();
    await take(page, 'add-account', { fullPage: true });
  });
});
