import { fileURLToPath } from 'node:url';
import { ALICE, BOB, CAROL, DAVE, expect, test } from '../world.js';
import { AccountsPage } from '../pages/accounts-page.js';
import { Dashboard } from '../pages/dashboard.js';

test.use({
  enrolled: [ALICE, BOB, CAROL, DAVE],
  viewport: { width: 1280, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the table, one account, and adding', async ({ page, world }) => {
      const { admin, callers, sandbox } = world;
      const file = (name: string) =>
        fileURLToPath(new URL(`../../docs/screenshots/${name}-${colorScheme}.png`, import.meta.url));
      await callers.askInTurn(['Hello', 'Guten Tag', 'Bonjour', 'Hola']);
      await admin.pause(world.idOf(CAROL), 'Kept for the weekend batch');
      await new Dashboard(page).signIn(world.regrant.signInLink);
      await world.disable(ALICE);

      await page.goto(`${world.regrant.url}/accounts`);
      const accounts = new AccountsPage(page);
      await accounts.show('Table');
      await accounts.tick(DAVE).check();
      await expect(accounts.rows).toHaveCount(4);
      await page.screenshot({ path: file('accounts-table') });

      await page.goto(`${world.regrant.url}/accounts/${world.idOf(ALICE)}`);
      await expect(page.getByText('Disabled: the grant died')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Usage' }).getByRole('img')).toBeVisible();
      await page.screenshot({ path: file('account'), fullPage: true });

      await page.goto(`${world.regrant.url}/accounts/add`);
      const tokens = [(await sandbox.google.mint(ALICE)).refreshToken, 'not a token'];
      await page.getByTestId('import-files').setInputFiles({
        name: 'accounts.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify([{ email: ALICE, refresh_token: tokens[0] }, tokens[1]])),
      });
      await expect(page.getByText('Dry run')).toBeVisible();
      await page.screenshot({ path: file('add-account'), fullPage: true });
    });
  });
}
