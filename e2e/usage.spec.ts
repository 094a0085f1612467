import { readFile } from 'node:fs/promises';
import { ALICE, BOB, CAROL, expect, test } from './world.js';

test('usage is drawn, told as a table, and handed out as a file', async ({ dashboard, page, world }) => {
  await world.callers.askInTurn(['one', 'two', 'three']);
  await dashboard.open('Usage');
  const requests = page.getByRole('figure', { name: 'Requests by model' });

  await test.step('the chart has something on it', async () => {
    const canvas = requests.getByRole('img');
    await expect(canvas).toBeVisible();
    await expect
      .poll(() =>
        canvas.evaluate((element: HTMLCanvasElement) =>
          element
            .getContext('2d')!
            .getImageData(0, 0, element.width, element.height)
            .data.some((value) => value !== 0),
        ),
      )
      .toBe(true);
  });

  await test.step('the table under it has the same numbers', async () => {
    await requests.getByText('As a table').click();
    const newest = requests.getByRole('table').getByRole('row').nth(1);
    await expect(newest.getByRole('cell').first()).toHaveText('3');
  });

  await test.step('accounts are called by their e-mail', async () => {
    await page.getByText('Account', { exact: true }).click();
    await expect(page).toHaveURL(/group=account/);
    const totals = page.getByRole('region', { name: 'Totals' });
    for (const email of [ALICE, BOB, CAROL]) await expect(totals.getByRole('rowheader', { name: email })).toBeVisible();
  });

  await test.step('the file has a row for each of them', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^regrant-usage-account-hour-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toContain('begins_at,name,id,requests');
    expect(rows.map((row) => row.split(',')[1]).sort()).toEqual([ALICE, BOB, CAROL]);
  });

  await test.step('days and other ranges are a click away', async () => {
    await page.getByText('30 days').click();
    await expect(page.getByText('A day here is a day of UTC.')).toBeVisible();
    await expect(page.getByRole('figure', { name: 'Requests by account' })).toBeVisible();
  });
});

test('the overview tells of requests, errors and tokens as they come', async ({ dashboard, page, world }) => {
  await world.callers.askInTurn(['one', 'two']);
  await expect(page.getByRole('main').getByText('24 h: 2', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tokens by model' })).toContainText('gemini-2.5-flash');
  await dashboard.pool.getByRole('link', { name: 'Ready: 3. Show them' }).click();
  await expect(page).toHaveURL(/\/accounts\?state=ready/);
});
