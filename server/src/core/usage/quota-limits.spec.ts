import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitsFor, namedModels, type Budget } from './quota-limits.js';
import { QUOTA_KINDS, type QuotaKind } from './quota-window.js';

const ANN = { id: 'id-of-ann', email: 'Ann@Example.com' };
const PRO = 'gemini-2.5-pro';

const valuesOf = (budgets: readonly Budget[], model = PRO, account = ANN): Partial<Record<QuotaKind, number>> =>
  Object.fromEntries(limitsFor(budgets, account, model).map(({ kind, value }) => [kind, value]));

describe('the limits of an account for a model', () => {
  it.each<readonly [string, readonly Budget[], number | undefined]>([
    ['everything', [{ account: '*', model: '*', requests_per_day: 1 }], 1],
    ['its id', [{ account: 'id-of-ann', model: '*', requests_per_day: 1 }], 1],
    ['its e-mail, however it is written', [{ account: 'aNN@example.COM ', model: '*', requests_per_day: 1 }], 1],
    ['somebody else', [{ account: 'bob@example.com', model: '*', requests_per_day: 1 }], undefined],
    ['a pattern that fits', [{ account: '*', model: 'gemini-*-pro', requests_per_day: 1 }], 1],
    ['a pattern that does not', [{ account: '*', model: 'gemini-*-flash', requests_per_day: 1 }], undefined],
    ['another kind', [{ account: '*', model: '*', tokens_per_day: 1 }], undefined],
  ])('come from a budget about %s', (_about, budgets, limit) => {
    expect(valuesOf(budgets).requests_per_day).toBe(limit);
  });

  it.each<readonly [string, Budget, Budget]>([
    [
      'one that names the account, before a model named for all',
      { account: 'ann@example.com', model: '*', requests_per_day: 1 },
      { account: '*', model: PRO, requests_per_day: 2 },
    ],
    [
      'the whole name of a model, before a pattern',
      { account: '*', model: PRO, requests_per_day: 1 },
      { account: '*', model: `${PRO}*`, requests_per_day: 2 },
    ],
    [
      'the pattern with more letters',
      { account: '*', model: 'gemini-2*', requests_per_day: 1 },
      { account: '*', model: '*-pro', requests_per_day: 2 },
    ],
  ])('are those of the most specific one: %s, wherever it stands', (_rule, stronger, weaker) => {
    expect(valuesOf([stronger, weaker]).requests_per_day).toBe(1);
    expect(valuesOf([weaker, stronger]).requests_per_day).toBe(1);
  });

  it('are those of the first of two that are equally specific', () => {
    const [one, two] = [1, 2].map((limit) => ({ account: '*', model: '*', requests_per_day: limit }));
    expect(valuesOf([one, two].filter((budget) => budget !== undefined)).requests_per_day).toBe(1);
  });

  it('are chosen kind by kind: what the most specific one leaves open, the next one decides', () => {
    const budgets: readonly Budget[] = [
      { account: '*', model: '*', requests_per_day: 1000, tokens_per_minute: 250_000 },
      { account: ANN.id, model: PRO, requests_per_day: 100 },
    ];
    expect(valuesOf(budgets)).toEqual({ requests_per_day: 100, tokens_per_minute: 250_000 });
    expect(valuesOf(budgets, 'gemini-2.5-flash')).toEqual({ requests_per_day: 1000, tokens_per_minute: 250_000 });
  });

  it('are learned only where nobody has set any', () => {
    const learned = { requests_per_day: 250, requests_per_minute: 5 };
    expect(limitsFor([{ account: '*', model: '*', requests_per_day: 90 }], ANN, PRO, learned)).toEqual([
      { kind: 'requests_per_minute', value: 5, source: 'learned' },
      { kind: 'requests_per_day', value: 90, source: 'set' },
    ]);
  });

  it('do not change when something less specific is added anywhere, which only fills what is open', () => {
    const aBudget: fc.Arbitrary<Budget> = fc.record({
      account: fc.constantFrom(ANN.id, ANN.email),
      model: fc.constantFrom('*', 'gemini-*', '*-pro', PRO),
      requests_per_day: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      tokens_per_minute: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    });
    const weak: Budget = { account: '*', model: '*', ...Object.fromEntries(QUOTA_KINDS.map((kind) => [kind, 777])) };
    fc.assert(
      fc.property(fc.array(aBudget, { maxLength: 6 }), fc.nat(6), (budgets, place) => {
        const before = valuesOf(budgets);
        const after = valuesOf(budgets.toSpliced(place, 0, weak));
        for (const kind of QUOTA_KINDS) expect(after[kind]).toBe(before[kind] ?? 777);
      }),
      { seed: 20_261_120 },
    );
  });
});

describe('the models that budgets of an account name', () => {
  it('are those without a pattern, each once', () => {
    const budgets: readonly Budget[] = [
      { account: '*', model: PRO, requests_per_day: 1 },
      { account: ANN.id, model: PRO, tokens_per_day: 1 },
      { account: '*', model: 'gemini-*', requests_per_day: 1 },
      { account: 'bob@example.com', model: 'claude-opus-4', requests_per_day: 1 },
    ];
    expect(namedModels(budgets, ANN)).toEqual([PRO]);
  });
});
