import { expect, it } from 'vitest';
import { freePort } from '../free-port.js';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { GENERATE } from '../world.js';

const RESTARTS = Number(process.env['REGRANT_FAULT_RESTARTS'] ?? 50);
const CALLERS = 8;

const built = builtRegrant();

it(
  `a process that is told to stop and started again under load, ${RESTARTS} times, loses no request that it took`,
  { timeout: RESTARTS * 20_000 },
  async () => {
    const port = await freePort();
    let regrant = await RegrantProcess.start(built.program, { accounts: 3, env: { REGRANT_PORT: String(port) } });
    const outcomes: (number | 'not taken')[] = [];
    const over = new AbortController();
    const caller = async (name: number) => {
      for (let round = 0; !over.signal.aborted; round += 1) {
        const answer = await regrant.call(GENERATE, `caller ${name} ${round}`).catch(() => 'not taken' as const);
        // Once the head of an answer is there, the rest has to follow.
        if (answer !== 'not taken') expect(await answer.text()).not.toBe('');
        outcomes.push(answer === 'not taken' ? answer : answer.status);
        // Nobody listens for a while: no need to ask a thousand times a second.
        if (answer === 'not taken') await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const callers = Array.from({ length: CALLERS }, (_, name) => caller(name));
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const served = regrant.gemini.journal.length;
      await expect
        .poll(() => regrant.gemini.journal.length, { interval: 5, timeout: 20_000 })
        .toBeGreaterThan(served + CALLERS);
      regrant.child.kill('SIGTERM');
      expect(await regrant.ended).toEqual({ code: 0, signal: null });
      regrant = await regrant.again();
    }
    over.abort();
    await Promise.all(callers);
    expect(new Set(regrant.gemini.journal.map(({ outcome }) => outcome))).toEqual(new Set(['answered']));
    expect(outcomes.filter((outcome) => outcome === 200)).toHaveLength(regrant.gemini.journal.length);
    expect(outcomes.filter((outcome) => ![200, 503, 'not taken'].includes(outcome))).toEqual([]);
  },
);
