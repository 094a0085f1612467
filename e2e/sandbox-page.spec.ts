import { ALICE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';

test('a grant is revoked from the sandbox page, and the account is seen to fall', async ({
  dashboard,
  page,
  world,
}) => {
  await dashboard.open('Sandbox');
  await page.getByRole('button', { name: `Revoke the grant of ${ALICE}` }).click();
  await expect(page.getByRole('listitem').filter({ hasText: ALICE })).toContainText('No grant is alive');
  await world.admin.refresh(world.idOf(ALICE));
  await expect(dashboard.notice(`${ALICE}: account disabled due to invalid_grant`)).toBeVisible();
  await dashboard.open('Accounts');
  await expect(new AccountRow(page, ALICE).status('Disabled')).toBeVisible();
});

test('trouble at the token endpoint disables nobody', async ({ dashboard, page, world }) => {
  await dashboard.open('Sandbox');
  const trouble = page.getByRole('region', { name: 'Trouble at the token endpoint' }).getByRole('combobox');
  await trouble.selectOption({ label: '503 Service Unavailable' });
  await expect.poll(() => world.admin.refresh(world.idOf(ALICE))).toBe('failed');
  await trouble.selectOption({ label: 'None: it works' });
  await dashboard.open('Accounts');
  await expect(new AccountRow(page, ALICE).status('Ready')).toBeVisible();
});

test('the fire drill goes through every step and prints its times', async ({ dashboard, page }) => {
  await dashboard.open('Sandbox');
  const drill = page.getByRole('region', { name: 'Fire drill' });
  await drill.getByRole('button', { name: 'Start the drill' }).click();
  await expect(drill).toContainText('All as it must be.');
  const lines = await drill.getByRole('listitem').allTextContents();
  expect(lines.filter((line) => /\d\s*ms$/.test(line.trim()))).toHaveLength(7);
});
