import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** Hands the dashboard events as if its socket had brought them. */
    floodEvents(count: number, perSecond: number): Promise<void>;
    /** What the browser has called long tasks since the last flood began, milliseconds. */
    longTasks: number[];
  }
}

/**
 * Lets a test pour events into the dashboard faster than a small machine could make requests: they come in at the
 * browser's end of the real socket. What the page then asks about them is answered with as many requests as it was told of.
 */
export async function prepareFlood(page: Page): Promise<void> {
  let told = 0;
  await page.addInitScript(installFlood);
  await page.route(/\/api\/requests\?/, async (route) => {
    const after = Number(new URL(route.request().url()).searchParams.get('after') ?? '0');
    const now = await page.evaluate(() => Number(document.documentElement.dataset['flooded'] ?? '0'));
    const fresh = Math.min(500, now - Math.max(after, told - 500));
    told = now;
    const requests = Array.from({ length: Math.max(0, fresh) }, (_, index) => aRequest(now - index));
    await route.fulfill({ json: { requests, next: null, complete: true } });
  });
}

const aRequest = (seq: number) => ({
  seq,
  id: `flood-${seq}`,
  started_at_ms: Date.now(),
  wire: 'openai',
  model_asked: 'gemini-2.5-flash',
  model_used: 'gemini-2.5-flash',
  account_id: `account-${seq % 7}`,
  email: `person-${seq % 7}@example.com`,
  caller_key_id: null,
  state: seq % 20 === 0 ? 'failed' : 'served',
  status: seq % 20 === 0 ? 503 : 200,
  attempt_count: 1,
  duration_ms: 100 + (seq % 900),
  first_byte_ms: 50,
  usage: { input_tokens: seq % 1000, output_tokens: 20, cached_tokens: 0, thought_tokens: 0 },
  error: null,
});

/** Runs in the page, before anything of the dashboard. */
function installFlood(): void {
  const sockets: WebSocket[] = [];
  let lastSeq = 0;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
      this.addEventListener('message', ({ data }) => {
        for (const [, seq] of String(data).matchAll(/"seq":(\d+)/g)) lastSeq = Math.max(lastSeq, Number(seq));
      });
    }
  };
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ entryTypes: ['longtask'] });

  let flooded = 0;
  window.floodEvents = (count, perSecond) =>
    new Promise((resolve) => {
      const socket = sockets.at(-1)!;
      const startedMs = performance.now();
      const first = flooded;
      window.longTasks = [];
      const tick = (): void => {
        const due = Math.min(count, Math.ceil(((performance.now() - startedMs) / 1000) * perSecond));
        while (flooded - first < due) {
          flooded += 1;
          lastSeq += 1;
          const event = { seq: lastSeq, at: Date.now(), type: 'request.finished', count: 1, failed: 0, mean_ms: 50 };
          socket.dispatchEvent(new MessageEvent('message', { data: `42${JSON.stringify(['event', event])}` }));
        }
        document.documentElement.dataset['flooded'] = String(flooded);
        if (flooded - first >= count) resolve();
        else setTimeout(tick, 5);
      };
      tick();
    });
}
