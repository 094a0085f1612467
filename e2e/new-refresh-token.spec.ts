import { ALICE, BOB, CAROL, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { AddAccountPage } from './pages/add-account-page.js';

test('a new refresh token brings a disabled account back, and only a new one', async ({ dashboard, page, world }) => {
  const { callers, files, sandbox } = world;
  const alice = world.idOf(ALICE);
  const add = new AddAccountPage(page);
  await world.disable(ALICE);

  await test.step('the dead token is refused with words and changes nothing', async () => {
    const before = await files.text(alice);
    await dashboard.open('Add account');
    await add.give((await files.read(alice)).token.refresh_token);
    await expect(add.refusal).toContainText('The account was not added');
    await expect(add.refusal).toContainText('Google refused the refresh token (invalid_grant); nothing was changed.');
    expect(await files.text(alice)).toBe(before);
    await dashboard.open('Accounts');
    await expect(new AccountRow(page, ALICE).status('Disabled')).toBeVisible();
  });

  await test.step('a new one re-enables it', async () => {
    const { refreshToken } = await sandbox.google.mint(ALICE);
    await dashboard.open('Add account');
    await add.give(refreshToken);
    await expect(add.success).toContainText(`${ALICE}: account re-enabled, it serves again`);
    await expect(dashboard.notice(`${ALICE}: account re-enabled`)).toBeVisible();

    expect(new Set(await world.servedDuring(() => callers.askInTurn(['one', 'two', 'three'])))).toEqual(
      new Set([ALICE, BOB, CAROL]),
    );
    const file = await files.read(alice);
    expect(Object.keys(file).filter((name) => name.startsWith('disabled'))).toEqual([]);
    expect(file.token.refresh_token).toBe(refreshToken);
  });
});

test('an account that was paused before its grant died is still paused after its grant was renewed', async ({
  dashboard,
  page,
  world,
}) => {
  const { callers, files, sandbox } = world;
  const bob = world.idOf(BOB);
  const pausedFields = async () => {
    const { proxy_disabled, proxy_disabled_at, proxy_disabled_reason } = await files.read(bob);
    return { proxy_disabled, proxy_disabled_at, proxy_disabled_reason };
  };
  await world.admin.pause(bob, 'kept for the weekend');
  const paused = await pausedFields();
  expect(paused).toMatchObject({ proxy_disabled: true, proxy_disabled_reason: 'kept for the weekend' });

  await world.disable(BOB);
  expect(await pausedFields()).toEqual(paused);
  const row = new AccountRow(page, BOB);
  await dashboard.open('Accounts');
  await expect(row.status('Disabled')).toBeVisible();
  await expect(row.root).toContainText('Also paused');

  await dashboard.open('Add account');
  const add = new AddAccountPage(page);
  await add.give((await sandbox.google.mint(BOB)).refreshToken);
  await expect(add.success).toContainText('It is paused, and stays out of the pool until you resume it.');
  expect(await pausedFields()).toEqual(paused);
  expect((await files.read(bob)).disabled).toBeUndefined();
  await dashboard.open('Accounts');
  await expect(row.status('Paused')).toBeVisible();

  expect(new Set(await world.servedDuring(() => callers.askInTurn(['one', 'two', 'three'])))).toEqual(
    new Set([ALICE, CAROL]),
  );
});
