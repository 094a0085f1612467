import { ALICE, BOB, CAROL, DAVE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { AddAccountPage } from './pages/add-account-page.js';
import { ConsentPage } from './pages/consent-page.js';

test('access refused on the consent page changes nothing and is told in words', async ({ dashboard, page, world }) => {
  const { files } = world;
  const alice = world.idOf(ALICE);
  await world.disable(ALICE);
  const before = await files.text(alice);

  await dashboard.open('Accounts');
  const row = new AccountRow(page, ALICE);
  await row.reauthorise.click();
  await new ConsentPage(page).cancel();

  const notice = dashboard.notice('The sign-in failed');
  await expect(notice).toContainText('Access was not allowed on Google’s page. Nothing was changed.');
  await expect(row.status('Disabled')).toBeVisible();
  expect(await files.text(alice)).toBe(before);
  // A reload does not tell of it again.
  await expect(page).not.toHaveURL(/signin=/);
});

test('a new account that was refused is not added, and a second try works', async ({ dashboard, page, world }) => {
  await dashboard.open('Add account');
  const add = new AddAccountPage(page);
  const consent = new ConsentPage(page);
  await add.signIn.click();
  await consent.cancel();
  await expect(dashboard.notice('The sign-in failed')).toBeVisible();
  expect(await world.files.emails()).toEqual([ALICE, BOB, CAROL]);

  await dashboard.open('Add account');
  await add.signIn.click();
  await consent.allowAs(DAVE);
  await expect(dashboard.notice(`${DAVE}: Account added`)).toBeVisible();
  await expect(new AccountRow(page, DAVE).status('Ready')).toBeVisible();
  expect(await world.files.emails()).toEqual([ALICE, BOB, CAROL, DAVE]);
});
