import { ALICE, BOB, CAROL, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';

test('pausing and resuming take effect at once, also in another tab', async ({ context, dashboard, page, world }) => {
  const { callers, files } = world;
  const bob = world.idOf(BOB);
  const other = await context.newPage();
  await other.goto(`${world.regrant.url}/accounts`);
  const elsewhere = new AccountRow(other, BOB);
  await expect(elsewhere.status('Ready')).toBeVisible();
  await dashboard.open('Accounts');
  const row = new AccountRow(page, BOB);

  await test.step('paused with a reason', async () => {
    await row.pause.click();
    const dialog = page.getByRole('dialog', { name: `Pause ${BOB}` });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('kept for the weekend');
    await dialog.getByRole('button', { name: 'Pause account' }).click();
    await expect(row.status('Paused')).toBeVisible();
    await expect(elsewhere.status('Paused')).toBeVisible();
    await expect(elsewhere.root).toContainText('kept for the weekend');
    // The page may hear of it before the disk does.
    await expect
      .poll(() => files.read(bob))
      .toMatchObject({ proxy_disabled: true, proxy_disabled_reason: 'kept for the weekend' });
    expect((await files.read(bob)).disabled ?? false).toBe(false);

    expect(new Set(await world.servedDuring(() => callers.askInTurn(['one', 'two', 'three'])))).toEqual(
      new Set([ALICE, CAROL]),
    );
  });

  await test.step('resumed from the other tab', async () => {
    await elsewhere.resume.click();
    await expect(elsewhere.status('Ready')).toBeVisible();
    await expect(row.status('Ready')).toBeVisible();
    expect(new Set(await world.servedDuring(() => callers.askInTurn(['four', 'five', 'six'])))).toEqual(
      new Set([ALICE, BOB, CAROL]),
    );
    const { proxy_disabled, proxy_disabled_reason } = await files.read(bob);
    expect({ paused: proxy_disabled ?? false, reason: proxy_disabled_reason ?? null }).toEqual({
      paused: false,
      reason: null,
    });
  });
});
