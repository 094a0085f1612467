import { ALICE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { AddAccountPage } from './pages/add-account-page.js';
import { ConsentPage } from './pages/consent-page.js';

test.use({ enrolled: [], hasClient: false });

test('a fresh installation leads from the set-up to the first account that serves', async ({
  dashboard,
  page,
  world,
}) => {
  const { client } = world.sandbox.google;

  await test.step('it opens on what to create at Google, with the redirect URI to copy', async () => {
    await expect(page.getByRole('heading', { name: 'Welcome to Regrant' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Redirect URI' })).toHaveText(
      `${world.regrant.url}/api/oauth/google/callback`,
    );
    await expect(page.getByRole('link', { name: 'Create an OAuth client' })).toHaveAttribute(
      'href',
      /^https:\/\/console\.cloud\.google\.com\//,
    );
  });

  await test.step('nothing can be signed in yet', async () => {
    await dashboard.open('Add account');
    await expect(page.getByText('Google does not know this installation yet')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in with Google' })).toBeDisabled();
    await page.getByRole('link', { name: 'Go to the set-up' }).click();
  });

  await test.step('what Google shows is pasted and stored', async () => {
    await page.getByRole('button', { name: 'Save OAuth client' }).click();
    await expect(page.getByText('Paste the client ID.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Client ID' }).fill(client.id);
    await page.getByLabel('Client secret').fill(client.secret);
    await page.getByRole('button', { name: 'Save OAuth client' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The OAuth client is saved' })).toContainText(client.id);
    expect(await page.content()).not.toContain(client.secret);
  });

  await test.step('the first account signs in, without a restart', async () => {
    await page.getByRole('link', { name: 'Add the first account' }).click();
    await new AddAccountPage(page).signIn.click();
    await new ConsentPage(page).allowAs(ALICE);
    await expect(dashboard.notice(`${ALICE}: Account added`)).toBeVisible();
    await expect(new AccountRow(page, ALICE).status('Ready')).toBeVisible();
  });

  await test.step('the client and the account survive a restart', async () => {
    await world.regrant.kill();
    await world.regrant.start();
    await page.goto(`${world.regrant.url}/setup`);
    await expect(page.getByText('The OAuth client is set up')).toBeVisible();
    await dashboard.open('Accounts');
    await expect(new AccountRow(page, ALICE).status('Ready')).toBeVisible();
  });
});
