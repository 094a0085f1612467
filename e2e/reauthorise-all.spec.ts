import { ALICE, BOB, CAROL, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { ConsentPage } from './pages/consent-page.js';

test('two dead accounts are signed in again one after another, with a denied consent in between', async ({
  dashboard,
  page,
  world,
}) => {
  const { callers } = world;
  const consent = new ConsentPage(page);
  await world.disable(ALICE);
  await world.disable(BOB);
  await dashboard.needsYou.getByRole('button', { name: 'Re-authorise all 2' }).click();

  const queue = page.getByRole('region', { name: 'Re-authorising one after another' });
  await test.step('the first is refused: the queue waits, and tries it again when told to', async () => {
    expect((await consent.people())[0]).toContain(ALICE);
    await consent.cancel();
    await expect(queue).toContainText(`${ALICE} was not re-authorised.`);
    await queue.getByRole('button', { name: 'Try again' }).click();
    await consent.allowAs(ALICE);
  });

  await test.step('the next sign-in opens by itself', async () => {
    await expect(queue).toContainText(`Next: ${BOB}.`);
    await expect(dashboard.notice(`${ALICE}: account re-enabled`)).toBeVisible();
    await consent.allowAs(BOB);
  });

  await expect(queue).toContainText('All 2 accounts are re-authorised.');
  await queue.getByRole('button', { name: 'Close' }).click();
  await expect(queue).toBeHidden();
  for (const email of [ALICE, BOB]) await expect(new AccountRow(page, email).status('Ready')).toBeVisible();
  expect(new Set(await world.servedDuring(() => callers.askInTurn(['one', 'two', 'three'])))).toEqual(
    new Set([ALICE, BOB, CAROL]),
  );
});

test('the queue is left in the middle, and what was healed elsewhere is passed over', async ({
  dashboard,
  page,
  world,
}) => {
  const consent = new ConsentPage(page);
  for (const email of [ALICE, BOB, CAROL]) await world.disable(email);
  await dashboard.open('Accounts');
  await page.getByRole('button', { name: 'Re-authorise all 3' }).click();
  await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible();
  const { refreshToken } = await world.sandbox.google.mint(BOB);
  await world.admin.add(refreshToken);
  await consent.allowAs(ALICE);
  const queue = page.getByRole('region', { name: 'Re-authorising one after another' });
  await expect(queue).toContainText(`Next: ${CAROL}.`);
  await queue.getByRole('button', { name: 'Stop here' }).click();
  await expect(queue).toBeHidden();
  await expect(new AccountRow(page, CAROL).status('Disabled')).toBeVisible();
});
