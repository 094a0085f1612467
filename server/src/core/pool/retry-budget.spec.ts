import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.js';

/** Attempts of so many requests, each of which would be tried three times if it could. */
function attemptsOf(budget: RetryBudget, requests: number): number {
  let attempts = 0;
  for (let request = 0; request < requests; request += 1) {
    budget.earn();
    attempts += 1;
    for (let more = 0; more < 2 && budget.spend(); more += 1) attempts += 1;
  }
  return attempts;
}

describe('retries', () => {
  it('are there for a sudden fault', () => {
    expect(attemptsOf(new RetryBudget(), 5)).toBe(15);
  });

  it.each([1_000, 10_000])('add a fifth at most over %i requests of a total outage', (requests) => {
    expect(attemptsOf(new RetryBudget(), requests)).toBeLessThanOrEqual(requests * 1.2);
  });

  it('are not saved up without end in good times', () => {
    const budget = new RetryBudget();
    for (let request = 0; request < 100_000; request += 1) budget.earn();
    expect(attemptsOf(budget, 1000)).toBeLessThanOrEqual(1200);
  });

  it('never outgrow what was earned and held in reserve', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (steps) => {
        const budget = new RetryBudget();
        let requests = 0;
        let retries = 0;
        for (const isRequest of steps) {
          if (isRequest) budget.earn();
          requests += Number(isRequest);
          if (!isRequest) retries += Number(budget.spend());
        }
        expect(retries).toBeLessThanOrEqual(10 + requests * 0.2);
      }),
    );
  });
});
