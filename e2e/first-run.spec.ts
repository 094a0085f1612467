import { ALICE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { ConsentPage } from './pages/consent-page.js';

test.use({ enrolled: [], hasClient: false });

test('a fresh installation is led, step by step, to an account that answers a request', async ({
  dashboard,
  page,
  world,
}) => {
  const { client } = world.sandbox.google;
  const step = (name: string) => page.getByRole('listitem', { name, exact: false });

  await test.step('it opens on the wizard, with the redirect URI to copy', async () => {
    await expect(page.getByRole('heading', { name: 'Welcome to Regrant' })).toBeVisible();
    await expect(step('Step 1 of 4')).toHaveAttribute('aria-current', 'step');
    await expect(page.getByRole('group', { name: 'Redirect URI' })).toHaveText(
      `${world.regrant.url}/api/oauth/google/callback`,
    );
    await expect(page.getByRole('link', { name: 'Create an OAuth client' })).toHaveAttribute(
      'href',
      /^https:\/\/console\.cloud\.google\.com\//,
    );
  });

  await test.step('what Google shows is pasted and stored, and the next step opens by itself', async () => {
    await page.getByRole('button', { name: 'Save OAuth client' }).click();
    await expect(page.getByText('Paste the client ID.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Client ID' }).fill(client.id);
    await page.getByLabel('Client secret').fill(client.secret);
    await page.getByRole('button', { name: 'Save OAuth client' }).click();
    await expect(step('Step 2 of 4')).toHaveAttribute('aria-current', 'step');
    await expect(page.getByRole('heading', { name: 'Step 2 of 4' })).toBeFocused();
    expect(await page.content()).not.toContain(client.secret);
  });

  await test.step('the first account signs in and comes back to the wizard, without a restart', async () => {
    await page.getByRole('link', { name: 'Sign in with Google' }).click();
    await new ConsentPage(page).allowAs(ALICE);
    await expect(dashboard.notice(`${ALICE}: Account added`)).toBeVisible();
    await expect(page).toHaveURL(`${world.regrant.url}/welcome`);
    await expect(step('Step 2 of 4')).toContainText(`${ALICE} can serve.`);
    await expect(step('Step 3 of 4')).toHaveAttribute('aria-current', 'step');
  });

  let key = '';
  await test.step('a key is made, and stays to be copied', async () => {
    await page.getByRole('button', { name: 'Make a key' }).click();
    const shown = step('Step 3 of 4').getByRole('group', { name: 'Key' });
    await expect(shown).toBeVisible();
    key = (await shown.textContent()) ?? '';
    expect(key.length).toBeGreaterThan(20);
    await expect(step('Step 4 of 4')).toHaveAttribute('aria-current', 'step');
  });

  await test.step('a real request is answered by the account', async () => {
    const served = await world.servedDuring(async () => {
      await page.getByRole('button', { name: 'Send the request' }).click();
      await expect(page.getByText('It works: an account of yours has answered.')).toBeVisible();
    });
    expect(served).toEqual([ALICE]);
    await expect(step('Step 4 of 4').getByRole('status')).toHaveText(/\S{2,}/);
    await expect(page.getByRole('group', { name: 'Key' })).toHaveText(key);
  });

  await test.step('the client and the account survive a restart, and the wizard does not come back', async () => {
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await expect(page).toHaveURL(`${world.regrant.url}/`);
    await world.regrant.kill();
    await world.regrant.start();
    await page.goto(`${world.regrant.url}/`);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await dashboard.open('Accounts');
    await expect(new AccountRow(page, ALICE).status('Ready')).toBeVisible();
    await page.goto(`${world.regrant.url}/setup`);
    await expect(page.getByText('The OAuth client is set up')).toBeVisible();
  });
});

test('whoever leaves the wizard is not held, and is told on the page for adding accounts what is missing', async ({
  dashboard,
  page,
}) => {
  await expect(page.getByRole('heading', { name: 'Welcome to Regrant' })).toBeVisible();
  await page.getByRole('link', { name: 'Leave for now' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await dashboard.open('Add account');
  await expect(page.getByText('Google does not know this installation yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in with Google' })).toBeDisabled();
  await page.getByRole('link', { name: 'Go to the set-up' }).click();
  await expect(page.getByRole('group', { name: 'Redirect URI' })).toBeVisible();
});

test('a request that nobody can answer is told in the gateway’s own words', async ({ page, world }) => {
  await page.goto(world.regrant.signInLink);
  await page.getByRole('textbox', { name: 'Client ID' }).fill(world.sandbox.google.client.id);
  await page.getByLabel('Client secret').fill(world.sandbox.google.client.secret);
  await page.getByRole('button', { name: 'Save OAuth client' }).click();
  await page.getByRole('link', { name: 'Sign in with Google' }).click();
  await new ConsentPage(page).allowAs(ALICE);
  await page.getByRole('button', { name: 'I have a key already' }).click();
  await page.getByLabel('A key that you have').fill('rg-not-a-key');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Send the request' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The request was not answered (401)' })).toBeVisible();
});
