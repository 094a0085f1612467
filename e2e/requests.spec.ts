import { ALICE, expect, test } from './world.js';
import { RequestsPage } from './pages/requests-page.js';

test('requests appear the moment they end, and each tells how it went', async ({ dashboard, page, world }) => {
  const { callers } = world;
  const requests = new RequestsPage(page);
  await dashboard.open('Requests');
  await expect(page.getByRole('heading', { name: 'No requests yet' })).toBeVisible();

  await test.step('the first one is there without a reload', async () => {
    await callers.streamGemini('Hello');
    await expect(requests.rows).toHaveCount(1);
    await expect(requests.rows.first()).toContainText('gemini-2.5-flash');
    await expect(requests.rows.first()).toContainText('Served');
    await callers.streamOpenAi('Hello');
    await expect(requests.rows).toHaveCount(2);
  });

  await test.step('it says who served, why this account, and what it came to', async () => {
    await requests.open('Served');
    await expect(page).toHaveURL(/\/requests\/[\w-]+$/);
    const attempt = requests.panel.getByRole('listitem').first();
    await expect(attempt).toContainText(/\w+@example\.com/);
    // Both said hello, and a conversation stays with its account.
    await expect(attempt).toContainText('this conversation’s account');
    await expect(requests.panel.getByText('OpenAI chat')).toBeVisible();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await expect(requests.panel.getByRole('group', { name: 'Request id' })).toHaveText(id);
  });

  await test.step('its address can be passed on, and it closes by keyboard', async () => {
    await page.reload();
    await expect(requests.panel.getByRole('listitem').first()).toContainText(/\w+@example\.com/);
    await page.keyboard.press('Escape');
    await expect(requests.panel).toBeHidden();
    await expect(page).toHaveURL(`${world.regrant.url}/requests`);
  });
});

test('the stream pauses, and what waits is counted and shown later', async ({ dashboard, page, world }) => {
  const requests = new RequestsPage(page);
  await world.callers.streamGemini('one');
  await dashboard.open('Requests');
  await expect(requests.rows).toHaveCount(1);
  await requests.pause.click();
  await world.callers.askInTurn(['two', 'three']);
  await expect(page.getByText('Paused, 2 waiting')).toBeVisible();
  await expect(requests.rows).toHaveCount(1);
  await requests.resume.click();
  await expect(requests.rows).toHaveCount(3);
});

test('filters stand in the address, and hide what is not wanted', async ({ dashboard, page, world }) => {
  const requests = new RequestsPage(page);
  await world.callers.streamGemini('one');
  await world.callers.streamOpenAi('two');
  await dashboard.open('Requests');
  await expect(requests.rows).toHaveCount(2);

  await requests.filter('Protocol', 'OpenAI chat');
  await expect(requests.rows).toHaveCount(1);
  await expect(page).toHaveURL(/\?wire=openai$/);
  await requests.filter('Outcome', 'Failed');
  await expect(page.getByText('No request matches these filters.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('No request matches these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(requests.rows).toHaveCount(2);

  await requests.filter('Account', ALICE);
  await expect(page).toHaveURL(new RegExp(`account=${world.idOf(ALICE)}`));
});

test('nothing is missed while the server is away', async ({ dashboard, page, world }) => {
  const requests = new RequestsPage(page);
  await world.callers.streamGemini('one');
  await dashboard.open('Requests');
  await expect(requests.rows).toHaveCount(1);
  await world.regrant.kill();
  await expect(dashboard.connection).toHaveText('Offline');
  await world.regrant.start();
  await world.callers.streamGemini('two');
  await expect(dashboard.connection).toHaveText('Live');
  await expect(requests.rows).toHaveCount(2);
});
