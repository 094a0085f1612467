import { describe, expect, it } from 'vitest';
import { freePort } from '../free-port.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld } from '../world.js';

const RESTARTS = 10;
const CALLERS = 8;

describe('a restart under load', () => {
  it('loses no request that was taken, again and again', async () => {
    const port = await freePort();
    const world = await startWorld({ accounts: 3, env: { REGRANT_PORT: String(port) } });
    const outcomes: (number | 'not taken')[] = [];
    const over = new AbortController();
    const caller = async (name: number) => {
      for (let count = 0; !over.signal.aborted; count += 1) {
        const answer = await fetch(`http://127.0.0.1:${port}/v1beta/models/${MODEL}:generateContent`, {
          method: 'POST',
          headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
          body: JSON.stringify(geminiBody(`caller ${name}, request ${count}`)),
        }).catch(() => 'not taken' as const);
        // Once the head of an answer is there, the rest has to follow.
        if (answer !== 'not taken') expect(await answer.text()).not.toBe('');
        outcomes.push(answer === 'not taken' ? answer : answer.status);
      }
    };
    const callers = Array.from({ length: CALLERS }, (_, name) => caller(name));
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const served = outcomes.length;
      await expect.poll(() => outcomes.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(served + CALLERS);
      await world.restart();
    }
    over.abort();
    await Promise.all(callers);
    expect(new Set(world.gemini.journal.map(({ outcome }) => outcome))).toEqual(new Set(['answered']));
    // What reached the upstream has reached its caller; all others were told to come again, or not taken.
    expect(outcomes.filter((outcome) => outcome === 200)).toHaveLength(world.gemini.journal.length);
    expect(outcomes.filter((outcome) => ![200, 503, 'not taken'].includes(outcome))).toEqual([]);
  });
});
