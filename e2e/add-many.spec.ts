import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALICE, BOB, CAROL, DAVE, expect, test } from './world.js';
import { AddAccountPage } from './pages/add-account-page.js';

test.use({ enrolled: [ALICE] });

test('many pasted refresh tokens are tried one by one, each with its result', async ({ dashboard, page, world }) => {
  const { google } = world.sandbox;
  const tokens = [(await google.mint(BOB)).refreshToken, '1//nobodys-token', (await google.mint(CAROL)).refreshToken];
  await dashboard.open('Add account');
  const add = new AddAccountPage(page);
  await add.byToken.getByRole('textbox', { name: 'Refresh tokens' }).fill(tokens.join('\n'));
  await add.byToken.getByRole('button', { name: 'Add 3 accounts' }).click();
  await expect(add.byToken).toContainText('3 of 3 tried');
  await expect(add.byToken).toContainText(`${BOB} was added and can serve`);
  await expect(add.byToken).toContainText(`${CAROL} was added and can serve`);
  await expect(add.byToken).toContainText('Google refused the refresh token (invalid_grant)');
  await expect(add.byToken.getByRole('textbox', { name: 'Refresh tokens' })).toHaveValue('1//nobodys-token');
  expect(await world.files.emails()).toEqual([ALICE, BOB, CAROL]);
});

test('a folder is looked at first, and imported on a second word', async ({ dashboard, page, world }) => {
  const { google } = world.sandbox;
  const folder = await mkdtemp(join(tmpdir(), 'regrant-import-'));
  try {
    const file = (email: string, refreshToken: string) =>
      JSON.stringify({ email, token: { refresh_token: refreshToken, project_id: 'p-1' } });
    await mkdir(join(folder, 'accounts'));
    await writeFile(join(folder, 'accounts/bob.json'), file(BOB, (await google.mint(BOB)).refreshToken));
    await writeFile(join(folder, 'accounts/alice.json'), file(ALICE, (await google.mint(ALICE)).refreshToken));
    await writeFile(join(folder, 'package.json'), '{"name":"something else"}');
    await writeFile(join(folder, 'tokens.txt'), `# mine\n${(await google.mint(DAVE)).refreshToken}\n1//dead\n`);
    const aliceBefore = await world.files.text(world.idOf(ALICE));

    await dashboard.open('Add account');
    const panel = page.getByRole('region', { name: 'From files' });
    await page.getByTestId('import-folder').setInputFiles(folder);
    await expect(panel).toContainText('Dry run: nothing has been written');
    await expect(panel.getByRole('listitem').filter({ hasText: 'accounts/bob.json' })).toContainText('Would be added');
    await expect(panel.getByRole('listitem').filter({ hasText: 'alice.json' })).toContainText('Would be renewed');
    await expect(panel.getByRole('listitem').filter({ hasText: 'package.json' })).toContainText('No account');
    expect(await world.files.emails()).toEqual([ALICE]);
    expect(await world.files.text(world.idOf(ALICE))).toBe(aliceBefore);
    expect(google.journal).toEqual([]);

    await panel.getByRole('button', { name: 'Import 4 accounts' }).click();
    await expect(panel).toContainText('The import has ended.');
    await expect(panel.getByRole('listitem').filter({ hasText: 'alice.json' })).toContainText('Grant renewed');
    await expect(panel.getByRole('listitem').filter({ hasText: 'tokens.txt:3' })).toContainText('Refused');
    expect(await world.files.emails()).toEqual([ALICE, BOB, DAVE]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('files that are dropped are looked at like those that are chosen', async ({ dashboard, page }) => {
  await dashboard.open('Add account');
  const panel = page.getByRole('region', { name: 'From files' });
  const transfer = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(['["1//one", "1//two", 5]'], 'list.json', { type: 'application/json' }));
    return files;
  });
  await panel.getByText('Drop files or a folder here').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(panel.getByRole('button', { name: 'Import 2 accounts' })).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: 'list.json #3' })).toContainText('No account');
});
