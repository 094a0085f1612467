import { expect, it } from 'vitest';
import { expectNewGrantUnharmed, interleaved, story } from '../stale-refresh-property.js';

const RUNS = 100_000;

it(
  `never disables a new grant and never loses it, in ${RUNS} interleavings with a stale refresh`,
  async () => {
    let races = 0;
    await interleaved(story({}), RUNS, (ending, told) => {
      expectNewGrantUnharmed(ending, told);
      races += Number(ending.wasRefreshingAtReadd);
    });
    process.stdout.write(
      `${RUNS} interleavings, ${races} with the old refresh under way: 0 wrong disables, 0 lost refresh tokens\n`,
    );
    expect(races).toBeGreaterThan(RUNS / 5);
  },
  30 * 60_000,
);
