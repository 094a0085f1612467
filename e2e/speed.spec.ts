import { availableParallelism, loadavg } from 'node:os';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './world.js';
import { prepareFlood } from './event-flood.js';
import { Dashboard } from './pages/dashboard.js';
import { RequestsPage } from './pages/requests-page.js';

const SCRIPT_BUDGET_BYTES = 250 * 1024;
const FIRST_VIEW_MS = 1000;
const LONGEST_TASK_MS = 200;
const FLAT_BYTES = 8 * 1024 * 1024;

// Tracing takes pictures of the page while it is timed.
test.use({ trace: 'off' });

test('the first view is there within a second from a cold cache, with little script', async ({ dashboard, page }) => {
  await expect(dashboard.pool).toContainText('of 3 accounts can serve');
  await page.addInitScript(noteFirstView);
  const cdp = await page.context().newCDPSession(page);
  const views: number[] = [];
  // Other programs share the machine; the quickest of a few visits is what the dashboard itself takes.
  for (let visit = 0; visit < 4; visit += 1) {
    await cdp.send('Network.clearBrowserCache');
    await page.goto(page.url());
    await expect(dashboard.pool).toContainText('of 3 accounts can serve');
    views.push(await page.evaluate(() => Number(document.documentElement.dataset['firstView'])));
    expect(await scriptBytes(page)).toBeLessThanOrEqual(SCRIPT_BUDGET_BYTES);
  }
  const sizeKb = Math.round((await scriptBytes(page)) / 1024);
  test.info().annotations.push({ type: 'script before the first page, KB', description: String(sizeKb) });
  test.info().annotations.push({ type: 'first view, ms', description: views.map(Math.round).join(', ') });
  expect(Math.min(...views)).toBeLessThanOrEqual(FIRST_VIEW_MS * crowding());
});

test('nothing of the charts is loaded before one is shown', async ({ dashboard, page }) => {
  await expect(dashboard.pool).toContainText('of 3 accounts can serve');
  const scripts = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('draw-chart')).length,
    );
  expect(await scripts()).toBe(0);
});

test('200 requests a second stream in without a stutter, and memory stays flat over 100,000', async ({
  page,
  world,
}) => {
  test.setTimeout(180_000);
  await prepareFlood(page);
  const dashboard = new Dashboard(page);
  await dashboard.signIn(world.regrant.signInLink);
  await page.goto(`${world.regrant.url}/requests`);
  await expect(dashboard.connection).toHaveText('Live');
  const requests = new RequestsPage(page);
  const cdp = await page.context().newCDPSession(page);

  await page.evaluate(() => window.floodEvents(100, 200));
  await expect(requests.rows.first()).toBeVisible();
  const frames = await page.evaluate(framesDuring, { count: 1000, perSecond: 200 });
  const longest = await page.evaluate(() => Math.max(0, ...window.longTasks));
  test.info().annotations.push({ type: 'longest task, ms', description: String(Math.round(longest)) });
  test.info().annotations.push({ type: 'median frame, ms', description: frames.medianMs.toFixed(1) });
  expect(longest).toBeLessThanOrEqual(LONGEST_TASK_MS * crowding());
  expect(frames.medianMs).toBeLessThanOrEqual(34 * crowding());
  expect(await requests.rows.count()).toBeLessThan(80);

  await page.evaluate(() => window.floodEvents(20_000, 20_000));
  const before = await heapBytes(cdp);
  await page.evaluate(() => window.floodEvents(80_000, 20_000));
  const grown = (await heapBytes(cdp)) - before;
  test
    .info()
    .annotations.push({ type: 'heap growth over 80,000 events, KB', description: String(Math.round(grown / 1024)) });
  expect(grown).toBeLessThan(FLAT_BYTES);
  await expect(dashboard.connection).toHaveText('Live');
});

/**
 * How many programs there are for each core, this one included: where there are several, each of them waits for its turn,
 * and what takes a second by itself takes as many. On a machine that has nothing else to do it is 1.
 */
const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** What came over the line for scripts until now. */
function scriptBytes(page: Page): Promise<number> {
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  // A second collection takes what the first one has only let go of.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** Runs in the page: notes when the overview first says something of this very pool. */
function noteFirstView(): void {
  const observer = new MutationObserver(() => {
    const { dataset } = document.documentElement;
    if (dataset['firstView'] !== undefined || !/of \d+ accounts? can serve/.test(document.body.textContent)) return;
    if (document.body.textContent.includes('of 0 accounts')) return;
    dataset['firstView'] = String(performance.now());
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Runs in the page: how far apart its pictures are while events pour in. */
async function framesDuring({ count, perSecond }: { count: number; perSecond: number }): Promise<{ medianMs: number }> {
  const gaps: number[] = [];
  let lastMs = performance.now();
  let watching = true;
  const watch = (nowMs: number): void => {
    gaps.push(nowMs - lastMs);
    lastMs = nowMs;
    if (watching) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  await window.floodEvents(count, perSecond);
  watching = false;
  const sorted = gaps.sort((left, right) => left - right);
  return { medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
