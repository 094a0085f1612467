import { describe, expect, it } from 'vitest';

import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { endsSoon } from './grant-end.js';

const NOW = 1_700_000_000;
const DAY = 86_400;

describe('endsSoon', () => {
  const endingAt = (at: number) => ({
    forecast: { at, cause: 'testing_expiry' as const, confidence: 'likely' as const },
  });

  it.each([
    [-DAY, true],
    [5 * DAY, true],
    [14 * DAY, true],
    [15 * DAY, false],
    [183 * DAY, false],
  ])('an end %d seconds away counts as soon: %s', (away, soon) => {
    expect(endsSoon(anAccount(endingAt(NOW + away)), NOW * 1000)).toBe(soon);
  });

  it('says nothing without a forecast, and nothing of a grant that is dead already', () => {
    expect(endsSoon(anAccount(), NOW * 1000)).toBe(false);
    expect(endsSoon(aDisabledAccount(endingAt(NOW + DAY)), NOW * 1000)).toBe(false);
  });
});
