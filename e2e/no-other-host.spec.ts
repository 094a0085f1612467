import { ALICE, expect, test } from './world.js';
import { AccountRow } from './pages/account-row.js';
import { ConsentPage } from './pages/consent-page.js';
import { Dashboard } from './pages/dashboard.js';

test('the dashboard asks nothing of any other host, and its console stays clean', async ({ context, page, world }) => {
  const origins = new Set<string>();
  const complaints: string[] = [];
  const note = (url: string) => {
    const { protocol, host } = new URL(url);
    if (protocol !== 'data:' && protocol !== 'blob:') origins.add(`${protocol}//${host}`);
  };
  context.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));

  const dashboard = new Dashboard(page);
  await dashboard.signIn(world.regrant.signInLink);
  await world.disable(ALICE);
  await expect(dashboard.notice(`${ALICE}: account disabled`)).toBeVisible();
  for (const name of ['Set-up', 'Add account', 'Requests', 'Usage', 'Connect', 'Overview', 'Accounts'] as const)
    await dashboard.open(name);
  for (const opens of ['Search and act', /^Notifications/]) {
    await page.getByRole('banner').getByRole('button', { name: opens }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.goto(`${world.regrant.url}/help`);
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();
  await page.goto(`${world.regrant.url}/welcome`);
  await expect(page.getByRole('button', { name: 'Make a key' })).toBeVisible();
  await page.goto(`${world.regrant.url}/accounts`);
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  const row = new AccountRow(page, ALICE);
  await row.reauthorise.click();
  await new ConsentPage(page).allowAs(ALICE);
  await expect(row.status('Ready')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Regrant' })).toBeVisible();

  const regrant = new URL(world.regrant.url).host;
  expect([...origins].sort()).toEqual([`http://${regrant}`, `ws://${regrant}`, world.sandbox.google.origin].sort());
  expect(complaints).toEqual([]);
});
