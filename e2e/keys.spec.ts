import { ALICE, BOB, expect, test } from './world.js';

test('a key is made, works within its limits, and stops working when it is revoked', async ({
  dashboard,
  page,
  world,
}) => {
  await dashboard.open('Keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Claude Code');
  await dialog.getByRole('textbox', { name: 'Allowed models' }).fill('gemini-2.5-flash*');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog).toContainText('Here is the key');
  const value = await dialog.getByRole('group', { name: 'Caller key' }).textContent();
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await page.content()).not.toContain(value);

  const ask = (model: string) =>
    fetch(`${world.regrant.url}/v1beta/models/${model}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': value ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }),
    });
  expect((await ask('gemini-2.5-flash')).status).toBe(200);
  expect((await ask('gemini-2.5-pro')).status).toBe(403);

  await page.getByRole('button', { name: 'Revoke Claude Code' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('button', { name: 'Revoke Claude Code' })).toBeHidden();
  expect((await ask('gemini-2.5-flash')).status).toBe(401);
});

test.describe('the settings', () => {
  test.use({ enrolled: [ALICE, BOB] });

  test('are in force as soon as they are saved, and survive a reload of the page', async ({
    dashboard,
    page,
    world,
  }) => {
    await dashboard.open('Settings');
    await page.getByLabel('One account for everything').selectOption({ label: BOB });
    await page.getByRole('button', { name: 'Save: Which account serves' }).click();
    await expect(dashboard.notice('Saved and in force')).toBeVisible();
    expect(new Set(await world.servedDuring(() => world.callers.askInTurn(['one', 'two', 'three'])))).toEqual(
      new Set([BOB]),
    );

    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Asked for').fill('gpt-4o*');
    await page.getByLabel('Asked instead').fill('gemini-2.5-flash');
    await page.getByLabel('Try names').fill('gpt-4o-mini');
    await expect(page.getByRole('listitem').filter({ hasText: 'gpt-4o-mini' })).toContainText('gemini-2.5-flash');
    await page.getByRole('button', { name: 'Save: Model mapping' }).click();
    await page.reload();
    await expect(page.getByLabel('Asked for')).toHaveValue('gpt-4o*');
    await expect(page.getByLabel('One account for everything')).toHaveValue(world.idOf(BOB));
  });

  test('show whether Google knows the client, and who is signed in', async ({ dashboard, page }) => {
    await dashboard.open('Settings');
    await page.getByRole('button', { name: 'Check the clients' }).click();
    await expect(page.getByText('Google knows this client and its secret.')).toBeVisible();
    await expect(page.getByText('This machine’s clock is right.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Signed-in browsers' })).toContainText('this one');
  });

  test('change the password, with which another browser comes in', async ({ browser, dashboard, page, world }) => {
    await dashboard.open('Settings');
    await page.getByLabel('Present password or admin token').fill(world.admin.token);
    await page.getByLabel('New password', { exact: true }).fill('correct horse battery');
    await page.getByLabel('New password again').fill('correct horse battery');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(dashboard.notice('The password is changed')).toBeVisible();

    const other = await (await browser.newContext()).newPage();
    await other.goto(`${world.regrant.url}/sign-in`);
    await other.getByText('Password', { exact: true }).click();
    await other.getByLabel('Admin password').fill('correct horse battery');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(other.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await other.context().close();
  });
});
