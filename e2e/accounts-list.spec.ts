import { readFile } from 'node:fs/promises';
import { ALICE, BOB, CAROL, DAVE, expect, test } from './world.js';
import { AccountsPage } from './pages/accounts-page.js';
import { AccountRow } from './pages/account-row.js';

test.use({ enrolled: [ALICE, BOB, CAROL, DAVE] });
test.beforeEach(({ dashboard }) => dashboard.open('Accounts'));

test('accounts are found by state and text, in an address that can be shared', async ({ page, world }) => {
  await world.admin.pause(world.idOf(CAROL), 'kept');
  await world.disable(ALICE);
  const accounts = new AccountsPage(page);
  await expect(accounts.state('Disabled: 1 account')).toBeVisible();
  await accounts.state('Paused: 1 account').click();
  await expect(accounts.cards).toHaveCount(1);
  await expect(page).toHaveURL(/state=proxy_disabled/);
  await accounts.state('Paused: 1 account').click();
  await accounts.search.fill('BOB');
  await expect(accounts.cards).toHaveCount(1);
  await expect(page).toHaveURL(/q=BOB/);
  await page.reload();
  await expect(new AccountRow(page, BOB).root).toBeVisible();
  await expect(accounts.cards).toHaveCount(1);
  await accounts.search.fill('nobody');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(accounts.cards).toHaveCount(4);
});

test('many are paused with a reason at once, and all of it is taken back', async ({ page, world }) => {
  const accounts = new AccountsPage(page);
  await accounts.tick(ALICE).check();
  await accounts.tick(CAROL).click({ modifiers: ['Shift'] });
  await expect(accounts.toolbar).toContainText('3 accounts selected');
  await accounts.ask('Pause');
  await accounts.dialog.getByRole('textbox', { name: 'Reason' }).fill('night');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 accounts paused')).toBeVisible();
  for (const email of [ALICE, BOB, CAROL]) {
    await expect.poll(async () => (await world.files.read(world.idOf(email))).proxy_disabled_reason).toBe('night');
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('3 accounts put back as before')).toBeVisible();
  await expect.poll(async () => (await world.files.read(world.idOf(BOB))).proxy_disabled ?? false).toBe(false);
});

test('priority and label are set for many, and a refresh tells of each what became of it', async ({ page, world }) => {
  const accounts = new AccountsPage(page);
  await page.getByRole('checkbox', { name: 'Select all 4 shown' }).check();
  await accounts.ask('Priority');
  await accounts.dialog.getByRole('textbox').fill('5000');
  await page.keyboard.press('Enter');
  await expect(accounts.dialog).toContainText('whole number');
  await accounts.dialog.getByRole('textbox').fill('5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Priority of 4 accounts set')).toBeVisible();
  await accounts.ask('Label');
  await accounts.dialog.getByRole('textbox').fill('night shift');
  await page.keyboard.press('Enter');
  await expect(new AccountRow(page, DAVE).root).toContainText('night shift');

  await world.sandbox.google.revoke(BOB);
  await accounts.ask('Refresh');
  await expect(page.getByText('3 accounts refreshed, 1 did not work')).toBeVisible();
  await page.getByText('Show which, and why').click();
  await expect(page.getByText('account.disabled')).toBeVisible();
});

test('a deletion can be thought over, and is carried out only then', async ({ page, world }) => {
  const accounts = new AccountsPage(page);
  const bob = new AccountRow(page, BOB);
  const askToDelete = async () => {
    await bob.root.getByRole('button', { name: `Delete ${BOB}` }).click();
    await accounts.dialog.getByRole('button', { name: 'Delete account' }).click();
  };
  await askToDelete();
  await expect(page.getByText('Nothing has been deleted yet.')).toBeVisible();
  await expect(bob.root).toContainText('About to be deleted');
  expect(await world.files.emails()).toContain(BOB);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(bob.root.getByRole('button', { name: `Delete ${BOB}` })).toBeVisible();

  await askToDelete();
  await expect(bob.root).toContainText('About to be deleted');
  // Nobody takes it back: it is deleted when the time for that is over.
  await expect(page.getByText('1 account deleted')).toBeVisible({ timeout: 20_000 });
  await expect(bob.root).toBeHidden();
  expect(await world.files.emails()).toEqual([ALICE, CAROL, DAVE]);
});

test('an export asks for the secret again, and the file brings the accounts back', async ({
  dashboard,
  page,
  world,
}) => {
  const accounts = new AccountsPage(page);
  await accounts.tick(ALICE).check();
  await accounts.ask('Export');
  const { dialog } = accounts;
  await dialog.getByRole('combobox', { name: 'Confirm with' }).selectOption({ label: 'Admin token' });
  await dialog.getByLabel('Admin token').last().fill('rga-not-the-token-of-anybody');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Nothing was exported');
  await dialog.getByLabel('Admin token').last().fill(world.admin.token);
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await (await downloading).path();
  const { accounts: exported } = JSON.parse(await readFile(file, 'utf8')) as { accounts: { email: string }[] };
  expect(exported.map(({ email }) => email)).toEqual([ALICE]);
  await expect(dashboard.notice('1 account exported')).toBeVisible();
});

test('the table is remembered, sorts by its heads, and does what the cards do', async ({ page, world }) => {
  await world.disable(CAROL);
  const accounts = new AccountsPage(page);
  await accounts.show('Table');
  await expect(accounts.rows).toHaveCount(4);
  await expect(accounts.rows.first()).toContainText(CAROL);
  await page.getByRole('columnheader', { name: 'Account' }).getByRole('button').click();
  await expect(accounts.rows.first()).toContainText(ALICE);
  await page.getByRole('columnheader', { name: 'Account' }).getByRole('button').click();
  await expect(accounts.rows.first()).toContainText(DAVE);
  await expect(page.getByRole('columnheader', { name: 'Account' })).toHaveAttribute('aria-sort', 'descending');
  await page.reload();
  await expect(accounts.rows).toHaveCount(4);
  await accounts.rows
    .filter({ hasText: DAVE })
    .getByRole('button', { name: `Pause ${DAVE}` })
    .click();
  await accounts.dialog.getByRole('button', { name: 'Pause account' }).click();
  await expect(accounts.rows.filter({ hasText: DAVE })).toContainText('Paused');
  await expect(accounts.rows.filter({ hasText: CAROL }).getByRole('link', { name: 'Re-authorise' })).toBeVisible();
});
