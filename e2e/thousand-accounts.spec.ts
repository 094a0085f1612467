import type { Page } from '@playwright/test';
import type { AccountList, AccountView } from '../server/contract/http/accounts.js';
import { ALICE, BOB, CAROL, expect, test, type World } from './world.js';
import { AccountsPage } from './pages/accounts-page.js';

const COUNT = 1_000;
/** At 60 frames a second one takes 16.7 ms. What others do on the machine is not counted. */
const FRAME_MS = 16.7;
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

    const { busyMs, frames } = await drawing(page, FRAMES);
    test.info().annotations.push({ type: 'busy ms per frame', description: busyMs.toFixed(1) }, frames);
    expect(busyMs).toBeLessThanOrEqual(FRAME_MS);
    expect(await rows.count()).toBeLessThan(60);

    const changeAnything = (email: string) => world.admin.pause(world.idOf(email), 'it makes the list load anew');
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight / 2 }));
    let reader = await readerOf(page);
    crowd.change(COUNT - 1, DEAD);
    await changeAnything(ALICE);
    await expect(accounts.state('Disabled: 1 account')).toBeVisible();
    expect(await reader.farthest(), 'when somebody at the end comes to the front').toBeLessThanOrEqual(1);

    reader = await readerOf(page);
    crowd.change(reader.above, DEAD);
    await changeAnything(BOB);
    await expect(accounts.state('Disabled: 2 accounts')).toBeVisible();
    expect(await reader.farthest(), 'when the one just above goes to the front').toBeLessThanOrEqual(1);

    // As narrow as a telephone, where one more state in the filter takes one more line.
    await page.setViewportSize({ width: 360, height: 740 });
    const linesBefore = await accounts.states.boundingBox();
    reader = await readerOf(page);
    crowd.change(COUNT - 2, PAUSED);
    await changeAnything(CAROL);
    await expect(accounts.state('Paused: 1 account')).toBeVisible();
    expect(await reader.farthest(), 'when the filter takes another line').toBeLessThanOrEqual(1);
    expect((await accounts.states.boundingBox())?.height).toBeGreaterThan(linesBefore?.height ?? Number.NaN);

    await accounts.search.fill('person-0777');
    await expect(rows).toHaveCount(1);
  });
}

const DEAD = { status: 'disabled', disabled: true, disabled_at: 1, disabled_reason: 'invalid_grant: x' } as const;
const PAUSED = { status: 'proxy_disabled', proxy_disabled: true, proxy_disabled_at: 1 } as const;

/** A thousand accounts made of one that is real. */
async function crowdOf(world: World): Promise<{
  readonly accounts: AccountView[];
  change(index: number, difference: Partial<AccountView>): void;
}> {
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
    change(index, difference) {
      crowd[index] = { ...crowd[index]!, ...difference };
    },
  };
}

interface Reader {
  /** Who is at the upper edge of the screen, above the row that is read. */
  readonly above: number;
  /** Ends the reading. @returns how far the row has been from its place in any frame, pixels */
  farthest(): Promise<number>;
}

/** Somebody who reads the first row below the head of the page, and looks at it in every frame. */
async function readerOf(page: Page): Promise<Reader> {
  await settled(page);
  const seen = await page.evaluateHandle(() => {
    const HEAD_PIXELS = 60;
    const nameOf = (row: Element | undefined): string => /person-\d{4}/.exec(row?.textContent ?? '')?.[0] ?? '';
    const topOf = (row: Element): number => row.getBoundingClientRect().top;
    const rows = () => [...document.querySelectorAll('main [data-status]')].sort((a, b) => topOf(a) - topOf(b));
    const read = nameOf(rows().find((row) => topOf(row) >= HEAD_PIXELS));
    const place = (): number => {
      const row = rows().find((one) => nameOf(one) === read);
      return row ? topOf(row) : Number.POSITIVE_INFINITY;
    };
    const before = place();
    const above = nameOf(rows().find((row) => row.getBoundingClientRect().bottom > 0));
    const result = { above, read, farthest: 0, done: false };
    const look = (): void => {
      result.farthest = Math.max(result.farthest, Math.abs(place() - before));
      if (!result.done) requestAnimationFrame(look);
    };
    look();
    return result;
  });
  const { above, read } = await seen.jsonValue();
  expect(read).toMatch(/^person-/);
  expect(above).not.toBe(read);
  return {
    above: Number(above.slice('person-'.length)),
    async farthest() {
      await settled(page);
      return seen.evaluate((result) => {
        result.done = true;
        return result.farthest;
      });
    },
  };
}

/** Resolves when no row has moved for ten frames: those that have come into sight have been measured. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [last, still] = ['', 0];
        const look = (): void => {
          const rows = [...document.querySelectorAll('main [data-status]')];
          const now = rows.map((row) => row.getBoundingClientRect().top).join(' ');
          still = now === last ? still + 1 : 0;
          last = now;
          if (still < 10) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

/** Processor time that the page's main thread takes for a frame while it is scrolled, and how the frames followed. */
async function drawing(page: Page, frames: number) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  const before = await busySeconds();
  const intervals = await page.evaluate(scrollThrough, frames);
  const after = await busySeconds();
  await cdp.detach();
  const sorted = intervals.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1);
  return {
    busyMs: ((after - before) * 1000) / frames,
    frames: { type: 'ms between frames', description: `median ${at(0.5)}, 95th of 100 ${at(0.95)}, longest ${at(1)}` },
  };
}

/** Scrolls a step in every frame: 3,600 pixels a second, faster than anybody reads. Milliseconds between the frames. */
function scrollThrough(frames: number): Promise<number[]> {
  return new Promise((resolve) => {
    const intervals: number[] = [];
    let last = performance.now();
    const step = (): void => {
      window.scrollBy(0, 60);
      intervals.push(performance.now() - last);
      last = performance.now();
      if (intervals.length < frames) requestAnimationFrame(step);
      else resolve(intervals);
    };
    requestAnimationFrame(step);
  });
}
