import { ALICE, BOB, CAROL, DAVE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { ConsentPage } from './pages/consent-page.js';

test('another person who signs in for a disabled account overwrites nothing, and can be added', async ({
  dashboard,
  page,
  world,
}) => {
  const { callers, files } = world;
  const alice = world.idOf(ALICE);
  await world.disable(ALICE);
  const before = await files.text(alice);
  const dialog = page.getByRole('dialog', { name: 'Another person signed in' });

  await test.step('the dialog says who came and who was expected', async () => {
    await dashboard.open('Accounts');
    await new AccountRow(page, ALICE).reauthorise.click();
    await new ConsentPage(page).allowAs(DAVE);
    await expect(dialog).toContainText(`${DAVE} signed in, but this sign-in was for ${ALICE}.`);
    expect(await files.text(alice)).toBe(before);
    expect(await files.emails()).toEqual([ALICE, BOB, CAROL]);
  });

  await test.step('saying no leaves everything as it was', async () => {
    await dialog.getByRole('button', { name: 'Do not add' }).click();
    await expect(dialog).toBeHidden();
    expect(await files.emails()).toEqual([ALICE, BOB, CAROL]);
  });

  await test.step('saying yes adds the other person beside the disabled account', async () => {
    await new AccountRow(page, ALICE).reauthorise.click();
    await new ConsentPage(page).allowAs(DAVE);
    await dialog.getByRole('button', { name: `Add ${DAVE}` }).click();
    await expect(dialog).toBeHidden();
    await expect(new AccountRow(page, DAVE).status('Ready')).toBeVisible();
    await expect(new AccountRow(page, ALICE).status('Disabled')).toBeVisible();
    expect(await files.text(alice)).toBe(before);
    expect(await files.emails()).toEqual([ALICE, BOB, CAROL, DAVE]);

    expect(new Set(await world.servedDuring(() => callers.askInTurn(['one', 'two', 'three'])))).toEqual(
      new Set([BOB, CAROL, DAVE]),
    );
  });
});
