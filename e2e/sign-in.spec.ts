import { ALICE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { Dashboard } from './pages/dashboard.js';

test('the printed link signs in once, and a second use is refused with words', async ({ browser, page, world }) => {
  const link = world.regrant.signInLink;
  const dashboard = new Dashboard(page);
  await dashboard.signIn(link);
  // The token does not stay in the address.
  await expect(page).toHaveURL(`${world.regrant.url}/`);

  await test.step('somebody else who has the link is not let in', async () => {
    const stranger = await browser.newContext();
    const theirs = await stranger.newPage();
    await theirs.goto(link);
    await expect(theirs.getByRole('alert')).toContainText('This link did not sign you in');
    await expect(theirs.getByRole('alert')).toContainText(/link/i);
    await expect(theirs.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
    await stranger.close();
  });

  await test.step('the session outlives a reload and a restart of the server', async () => {
    await world.regrant.kill();
    await world.regrant.start();
    await page.reload();
    await expect(dashboard.connection).toHaveText('Live');
  });
});

test('who is not signed in reads nothing, and comes back to where they wanted to go', async ({ page, world }) => {
  await page.goto(`${world.regrant.url}/accounts`);
  await expect(page.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
  await expect(page.getByText(ALICE)).toHaveCount(0);

  const statuses = await page.evaluate(async () => {
    const ask = async (path: string, method = 'GET') => [
      path,
      (await fetch(path, { method, headers: { 'X-Regrant': '1' } })).status,
    ];
    return Promise.all([
      ask('/api/accounts'),
      ask('/api/settings'),
      ask('/api/events?after=0'),
      ask('/api/pool'),
      ask('/api/pool/reload', 'POST'),
    ]);
  });
  expect(statuses).toEqual([
    ['/api/accounts', 401],
    ['/api/settings', 401],
    ['/api/events?after=0', 401],
    ['/api/pool', 401],
    ['/api/pool/reload', 401],
  ]);
  const socket = await page.request.get(`${world.regrant.url}/socket.io/?EIO=4&transport=polling`);
  expect(socket.status()).toBeGreaterThanOrEqual(400);

  await page.getByRole('textbox', { name: 'Sign-in link or admin token' }).fill(world.regrant.signInLink);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(`${world.regrant.url}/accounts`);
  await expect(new AccountRow(page, ALICE).status('Ready')).toBeVisible();
});

test('the link also works in a tab that shows the sign-in page already', async ({ page, world }) => {
  const dashboard = new Dashboard(page);
  await page.goto(`${world.regrant.url}/sign-in`);
  await expect(page.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
  // Only the fragment changes, so the browser loads nothing anew.
  await dashboard.signIn(world.regrant.signInLink);
});

test('signing out in one tab signs out the other', async ({ context, dashboard, page, world }) => {
  const other = await context.newPage();
  await other.goto(`${world.regrant.url}/accounts`);
  await expect(new AccountRow(other, ALICE).status('Ready')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();
  await expect(dashboard.connection).toHaveCount(0);
});
