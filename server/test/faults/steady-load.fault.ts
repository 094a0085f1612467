import { Agent, request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { overbooked } from '../lifecycle/overbooked.js';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { CALLER_KEY, geminiBody, GENERATE, STREAM } from '../world.js';

/** Thirty before a release. */
const MINUTES = Number(process.env['REGRANT_FAULT_MINUTES'] ?? 1);
const A_SECOND = 200;
const STREAMS = 500;
/** One request in so many goes straight to the upstream, to compare with. */
const STRAIGHT = 4;
const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const PIECES = [...Array.from({ length: 9 }, (_, index) => piece(`${index} `)), piece('end', 'STOP')];
const WHOLE = PIECES.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

const built = builtRegrant();

const percentile = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length * share)] ?? Number.NaN;

it(
  `two hundred requests a second beside five hundred streams for ${MINUTES} min: no error, and little is added to their wait`,
  { timeout: MINUTES * 60_000 + 240_000 },
  async () => {
    const wasQuiet = overbooked() === 1;
    const regrant = await RegrantProcess.start(built.program, { accounts: 4 });
    const { sandbox, gemini } = regrant;
    const { accessToken } = await sandbox.google.mint('alice@example.com');
    gemini.faults.next = ({ path }) =>
      path.includes('stream') ? { chunks: PIECES, delayChunksMs: 1_000 } : { chunks: [piece('Hello.', 'STOP')] };
    const agent = new Agent({ connections: STREAMS + 200 });
    onTestFinished(() => agent.destroy());
    const ask = async (url: string, key: string) => {
      const startedMs = performance.now();
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(geminiBody(`Hello ${startedMs}`)),
      });
      const headMs = performance.now() - startedMs;
      return { status: statusCode, text: await body.text(), headMs };
    };

    const complaints: string[] = [];
    const over = new AbortController();
    let streamed = 0;
    const streams = Array.from({ length: STREAMS }, async () => {
      while (!over.signal.aborted) {
        const { status, text } = await ask(`${regrant.url}${STREAM}`, CALLER_KEY);
        if (status !== 200 || text !== WHOLE) complaints.push(`${status} ${text.slice(0, 200)}`);
        streamed += 1;
      }
    });
    const through: number[] = [];
    const straight: number[] = [];
    const asked: Promise<void>[] = [];
    const askOnce = async (index: number) => {
      const isStraight = index % STRAIGHT === 0;
      const answer = isStraight
        ? await ask(`${gemini.origin}${GENERATE}`, accessToken)
        : await ask(`${regrant.url}${GENERATE}`, CALLER_KEY);
      if (answer.status !== 200) complaints.push(`${answer.status} ${answer.text.slice(0, 200)}`);
      (isStraight ? straight : through).push(answer.headMs);
    };
    // When the loop of the process is first asked about, it begins to watch itself.
    await regrant.admin('GET', '/metrics');
    const startedMs = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const passedMs = performance.now() - startedMs;
        while (asked.length < (Math.min(passedMs, MINUTES * 60_000) * A_SECOND) / 1000)
          asked.push(askOnce(asked.length));
        if (passedMs < MINUTES * 60_000) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
    await Promise.all(asked);
    const metrics = await (await regrant.admin('GET', '/metrics')).text();
    const loopMs = Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(metrics)?.[1]) * 1000;
    over.abort();
    await Promise.all(streams);

    const addedMs = percentile(through, 0.99) - percentile(straight, 0.99);
    process.stdout.write(
      `steady load: ${asked.length} requests and ${streamed} streams, ${complaints.length} errors; to the head ` +
        `${percentile(through, 0.5).toFixed(1)} ms (p99 ${percentile(through, 0.99).toFixed(1)}), straight ` +
        `${percentile(straight, 0.5).toFixed(1)} ms (p99 ${percentile(straight, 0.99).toFixed(1)}), loop p99 ${loopMs.toFixed(1)} ms, ` +
        `machine booked ${overbooked().toFixed(1)} times\n`,
    );
    expect(complaints).toEqual([]);
    expect(streamed).toBeGreaterThanOrEqual(STREAMS);
    // Where others took the processors, the queue for them is all that was measured.
    if (!wasQuiet) return;
    expect(addedMs).toBeLessThan(15 * overbooked());
    expect(loopMs).toBeLessThan(50 * overbooked());
  },
);
