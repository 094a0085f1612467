import type { Page } from '@playwright/test';
import type { AccountList, AccountView } from '../server/contract/http/accounts.js';
import { ALICE, BOB, expect, test, type World } from './world.js';
import { AccountsPage } from './pages/accounts-page.js';

const COUNT = 1_000;
/**
 * At 60 frames a second one takes 16.7 ms, and the figure is told with each run. Processors differ and are shared, so only
 * twice as much fails: a list that is drawn whole takes ten times as much.
 */
const LONGEST_FRAME_MS = 2 * 16.7;
const FRAMES = 90;

// Recording a page that is drawn anew in every frame takes longer than drawing it.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } });

for (const view of ['Cards', 'Table'] as const) {
  test(`a thousand accounts scroll smoothly and stay in place while things happen, as ${view}`, async ({
    dashboard,
    page,
    world,
  }) => {
    test.setTimeout(120_000);
    await expect(dashboard.connection).toHaveText('Live');
    const crowd = await crowdOf(world);
    await page.route('**/api/accounts', (route) => route.fulfill({ json: { accounts: crowd.accounts } }));
    await page.goto(`${world.regrant.url}/accounts`);
    const accounts = new AccountsPage(page);
    await accounts.show(view);
    const rows = view === 'Cards' ? accounts.cards : accounts.rows;
    await expect(accounts.state('Ready: 1000 accounts')).toBeVisible();
    expect(await rows.count()).toBeLessThan(60);

    const busyMs = await busyMsDuring(page, () => page.evaluate(scrollThrough, FRAMES));
    test.info().annotations.push({ type: 'ms per frame', description: (busyMs / FRAMES).toFixed(1) });
    expect(busyMs / FRAMES).toBeLessThanOrEqual(LONGEST_FRAME_MS);
    expect(await rows.count()).toBeLessThan(60);

    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight / 2 }));
    await expect.poll(() => topRow(page)).toMatch(/^person-/);
    const before = await topRow(page);
    const placeBefore = await placeOf(page, before);
    // Somebody at the end of the list is paused: the order changes far above the reader.
    crowd.disableLast();
    await world.admin.pause(world.idOf(BOB), 'anything that makes the list load anew');
    await expect(accounts.state('Disabled: 1 account')).toBeVisible();
    // Cards differ in height and may still jump here (issue 7 is open for it): the table holds its place.
    const jump = Math.abs((await placeOf(page, before)) - placeBefore);
    test.info().annotations.push({ type: 'jump, px', description: String(jump) });
    if (view === 'Table') expect(jump).toBeLessThanOrEqual(1);

    await accounts.search.fill('person-0777');
    await expect(rows).toHaveCount(1);
  });
}

/** A thousand accounts made of one that is real. */
async function crowdOf(world: World): Promise<{ readonly accounts: AccountView[]; disableLast(): void }> {
  const { accounts } = (await world.admin.get('/api/accounts')) as AccountList;
  const real = accounts.find(({ email }) => email === ALICE);
  if (!real) throw new Error('Alice is not enrolled');
  const crowd = Array.from({ length: COUNT }, (_, index) => ({
    ...real,
    id: `person-${index}`,
    email: `person-${String(index).padStart(4, '0')}@example.com`,
  }));
  return {
    accounts: crowd,
    disableLast() {
      const last = crowd[COUNT - 1]!;
      crowd[COUNT - 1] = {
        ...last,
        status: 'disabled',
        disabled: true,
        disabled_at: 1,
        disabled_reason: 'invalid_grant: x',
      };
    },
  };
}

/** The first account below the head of the page. */
function topRow(page: Page): Promise<string> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('main [data-status]')];
    const first = rows
      .map((row) => ({ top: row.getBoundingClientRect().top, text: row.textContent }))
      .filter(({ top }) => top >= 60)
      .sort((a, b) => a.top - b.top)[0];
    return /person-\d{4}/.exec(first?.text ?? '')?.[0] ?? '';
  });
}

function placeOf(page: Page, name: string): Promise<number> {
  return page.evaluate((wanted) => {
    const row = [...document.querySelectorAll('main [data-status]')].find((one) => one.textContent.includes(wanted));
    return row?.getBoundingClientRect().top ?? Number.NaN;
  }, name);
}

/** Processor time that the page's main thread takes for something, milliseconds. */
async function busyMsDuring(page: Page, act: () => Promise<void>): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  const before = await busySeconds();
  await act();
  const after = await busySeconds();
  await cdp.detach();
  return (after - before) * 1000;
}

/** Scrolls a step in every frame: 3,600 pixels a second, faster than anybody reads. */
function scrollThrough(frames: number): Promise<void> {
  return new Promise((resolve) => {
    let done = 0;
    const step = (): void => {
      window.scrollBy(0, 60);
      done += 1;
      if (done < frames) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
}
