import { Agent, request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { overbooked } from '../lifecycle/overbooked.js';
import { CALLER_KEY, geminiBody, startWorld, type World, STREAM } from '../world.js';

const SERVING_MS = 1_000;
const PER_ACCOUNT = 8;
const TIMES = 5;
const LAST_S = 10;
const ANSWER = {
  chunks: [
    { candidates: [{ content: { parts: [{ text: 'Once.' }], role: 'model' }, index: 0, finishReason: 'STOP' }] },
  ],
  delayChunksMs: SERVING_MS,
};

interface Outcome {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly tookMs: number;
  readonly endedAtMs: number;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;

function callerOf(world: World): (text: string) => Promise<Outcome> {
  const agent = new Agent({ connections: 2_000 });
  onTestFinished(() => agent.destroy());
  return async (text) => {
    const startedMs = performance.now();
    const { statusCode, headers, body } = await request(`${world.url}${STREAM}`, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(geminiBody(text)),
    });
    await body.dump();
    const endedAtMs = performance.now();
    return {
      status: statusCode,
      retryAfter: headers['retry-after']?.toString(),
      tookMs: endedAtMs - startedMs,
      endedAtMs,
    };
  };
}

/** Requests served a second when nobody asks for more than can be had. */
async function peakRate(call: (text: string) => Promise<Outcome>, atOnce: number): Promise<number> {
  const endMs = performance.now() + 4_000;
  let served = 0;
  const caller = async (name: number) => {
    for (let round = 0; performance.now() < endMs; round += 1) {
      expect((await call(`peak ${name} ${round}`)).status).toBe(200);
      served += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, name) => caller(name)));
  return served / 4;
}

it('five times as many requests as the accounts may serve are told early to come again, and as many are served as before', async () => {
  const world = await startWorld({ accounts: 2 });
  const { status } = await world.admin('PATCH', '/api/settings', { scheduling: { max_concurrent: PER_ACCOUNT } });
  expect(status).toBe(200);
  world.gemini.faults.next = () => ANSWER;
  const call = callerOf(world);
  await peakRate(call, 2 * PER_ACCOUNT);
  const peak = await peakRate(call, 2 * PER_ACCOUNT);

  // Whether they are answered or not, callers keep coming.
  const asked: Promise<Outcome>[] = [];
  const startedMs = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const passedMs = performance.now() - startedMs;
      const due = (Math.min(passedMs, LAST_S * 1000) * (TIMES * peak)) / 1000;
      while (asked.length < due) asked.push(call(`flood ${asked.length}`));
      if (passedMs < LAST_S * 1000) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
  const overMs = performance.now();
  const over = Promise.all(asked);
  // One after the other, as somebody does who tries again.
  for (let last = await call('after'); last.status !== 200 || last.tookMs > SERVING_MS * (1 + overbooked());)
    last = await call('after');
  const recoveryMs = performance.now() - overMs;

  const outcomes = await over;
  const served = outcomes.filter((outcome) => outcome.status === 200 && outcome.endedAtMs < overMs);
  const refused = outcomes.filter((outcome) => outcome.status !== 200);
  const waitedMs = median(refused.map(({ tookMs }) => tookMs));
  process.stdout.write(
    `overload: peak ${peak.toFixed(0)}/s; asked ${outcomes.length} in ${LAST_S} s, served ${(served.length / LAST_S).toFixed(0)}/s, ` +
      `refused ${refused.length} after ${waitedMs.toFixed(0)} ms; well again after ${recoveryMs.toFixed(0)} ms\n`,
  );
  expect(refused.filter(({ status, retryAfter }) => ![429, 503].includes(status) || !retryAfter)).toEqual([]);
  expect(refused.length).toBeGreaterThan(outcomes.length / 4);
  expect(waitedMs).toBeLessThan(1_000 * overbooked());
  expect(served.length / LAST_S).toBeGreaterThan(0.8 * peak);
  expect(recoveryMs).toBeLessThan(5_000 * overbooked());
});
