import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAccount, type Choice, type ChoiceRules, type ChoiceState, type SchedulingMode } from './chooser.js';
import { ReadySet } from './ready-set.js';
import { Sessions } from './sessions.js';

const MODES: readonly SchedulingMode[] = ['cache_first', 'balance', 'performance_first'];
const IDS = ['a', 'b', 'c', 'd'];

class Table {
  readonly ready = new ReadySet();
  readonly sessions = new Sessions({ most: 100, idleMs: 60_000 });
  readonly load = new Map<string, number>();
  readonly cools = new Map<string, number>();
  nowMs = 0;
  chance = 0;

  constructor(
    readonly rules: Partial<ChoiceRules> = {},
    ids: readonly string[] = IDS,
  ) {
    for (const id of ids) this.ready.add({ id, priority: 0 });
  }

  choose(session: number | null = null, excluded: readonly string[] = [], chances: readonly number[] = []): Choice {
    const state: ChoiceState = {
      ready: this.ready,
      sessions: this.sessions,
      inFlight: (id) => this.load.get(id) ?? 0,
      coolsUntilMs: (id) => this.cools.get(id),
    };
    const rules = { mode: 'balance' as const, fixedAccount: null, maxWaitMs: 10_000, ...this.rules };
    const left = [...chances];
    const request = { model: 'm', session, excluded: new Set(excluded) };
    return chooseAccount(request, rules, state, this.nowMs, () => left.shift() ?? this.chance);
  }

  id(session: number | null = null, excluded: readonly string[] = []): string | undefined {
    const choice = this.choose(session, excluded);
    return choice.kind === 'account' ? choice.id : undefined;
  }

  cool(id: string, untilMs: number): void {
    this.ready.bar(id, 'm');
    this.cools.set(id, untilMs);
  }
}

/** Conversations are known by numbers. */
const TALK = 1;

describe('a conversation', () => {
  it.each(['cache_first', 'balance'] as const)('stays on its account with %s, while others take turns', (mode) => {
    const table = new Table({ mode });
    const first = table.id(TALK);
    for (let turn = 0; turn < 10; turn += 1) {
      table.id(2);
      table.id();
      expect(table.choose(TALK)).toEqual({ kind: 'account', id: first, why: 'session' });
    }
  });

  it('is not kept with performance_first', () => {
    const table = new Table({ mode: 'performance_first' });
    table.choose(TALK, [], [0.1, 0.3]);
    expect(table.choose(TALK, [], [0.6, 0.9])).toEqual({ kind: 'account', id: 'c', why: 'load' });
    expect(table.sessions.size).toBe(0);
  });

  it.each([
    [
      'has left the pool',
      (table: Table, id: string) => {
        table.ready.remove(id);
        table.sessions.leave(id);
      },
    ],
    ['is protected for its model', (table: Table, id: string) => table.ready.bar(id, 'm')],
    ['is left alone for its failures', (table: Table, id: string) => table.ready.remove(id)],
  ])('moves at once when its account %s, and stays where it went', (_name, happen) => {
    for (const mode of ['cache_first', 'balance'] as const) {
      const table = new Table({ mode });
      const first = table.id(TALK) ?? '';
      happen(table, first);
      const second = table.id(TALK);
      expect(second).toBeDefined();
      expect(second).not.toBe(first);
      expect(table.id(TALK)).toBe(second);
    }
  });

  it('moves at once with balance when its account cools', () => {
    const table = new Table({ mode: 'balance' });
    const first = table.id(TALK) ?? '';
    table.cool(first, 1);
    expect(table.id(TALK)).not.toBe(first);
  });

  it('waits with cache_first for a cool-down up to max_wait_seconds, and moves for a longer one', () => {
    const table = new Table({ mode: 'cache_first', maxWaitMs: 10_000 });
    const first = table.id(TALK) ?? '';
    table.cool(first, 10_000);
    expect(table.choose(TALK)).toEqual({ kind: 'wait', id: first, untilMs: 10_000 });
    // A request that has tried it does not wait for it.
    expect(table.id(TALK, [first])).not.toBe(first);

    const other = new Table({ mode: 'cache_first', maxWaitMs: 10_000 });
    const held = other.id(TALK) ?? '';
    other.cool(held, 10_001);
    expect(other.id(TALK)).toBeDefined();
    expect(other.id(TALK)).not.toBe(held);
  });

  it('starts anew after a long silence', () => {
    const table = new Table();
    const first = table.id(TALK);
    table.nowMs = 60_001;
    expect(table.choose(TALK)).toMatchObject({ why: 'turn' });
    expect(table.id(TALK)).not.toBe(first);
  });
});

describe('performance_first', () => {
  it('takes the lighter of two, whichever comes first', () => {
    const table = new Table({ mode: 'performance_first' });
    table.load.set('a', 5).set('c', 4);
    expect(table.choose(null, [], [0, 0.5])).toEqual({ kind: 'account', id: 'c', why: 'load' });
    expect(table.choose(null, [], [0.5, 0])).toEqual({ kind: 'account', id: 'c', why: 'load' });
  });

  it('compares two different ones, so that of two the lighter one always serves', () => {
    const table = new Table({ mode: 'performance_first' }, ['heavy', 'light']);
    table.load.set('heavy', 9);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, two) => {
          expect(table.choose(null, [], [one, two])).toMatchObject({ id: 'light' });
        },
      ),
    );
  });

  it('keeps the loads close together where the turns alone would not', () => {
    const table = new Table(
      { mode: 'performance_first' },
      Array.from({ length: 20 }, (_, index) => `n${index}`),
    );
    // Requests of very different lengths: the first ten accounts are stuck with long ones.
    for (let index = 0; index < 10; index += 1) table.load.set(`n${index}`, 40);
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let request = 0; request < 300; request += 1) {
      const choice = table.choose(null, [], [random(), random()]);
      if (choice.kind === 'account') table.load.set(choice.id, (table.load.get(choice.id) ?? 0) + 1);
    }
    const ofBusy = Array.from({ length: 10 }, (_, index) => (table.load.get(`n${index}`) ?? 0) - 40);
    expect(ofBusy.reduce((sum, load) => sum + load)).toBeLessThan(300 / 3);
  });
});

describe('a fixed account', () => {
  it.each(MODES)('goes before everything with %s, and gives way only where it cannot serve', (mode) => {
    const table = new Table({ mode, fixedAccount: 'c' });
    table.load.set('c', 100);
    for (let turn = 0; turn < 5; turn += 1)
      expect(table.choose(TALK)).toEqual({ kind: 'account', id: 'c', why: 'fixed' });
    expect(table.id(TALK, ['c'])).not.toBe('c');
    table.ready.bar('c', 'm');
    expect(['a', 'b', 'd']).toContain(table.id(TALK));
    table.ready.remove('c');
    expect(['a', 'b', 'd']).toContain(table.id());
  });

  it('that is not there is no obstacle', () => {
    expect(new Table({ fixedAccount: 'nobody' }).id()).toBeDefined();
  });
});

describe('every mode', () => {
  it('chooses somebody exactly when somebody can serve, and never anybody else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MODES),
        fc.option(fc.constantFrom(...IDS)),
        fc.array(
          fc.record({
            session: fc.option(fc.constantFrom(1, 2, 3)),
            excluded: fc.subarray(IDS, { maxLength: 3 }),
            barred: fc.subarray(IDS),
            gone: fc.subarray(IDS),
            cools: fc.boolean(),
            chances: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
          }),
          { maxLength: 12 },
        ),
        (mode, fixedAccount, requests) => {
          const table = new Table({ mode, fixedAccount });
          for (const { session, excluded, barred, gone, cools, chances } of requests) {
            for (const id of IDS) {
              if (gone.includes(id)) table.ready.remove(id);
              else table.ready.add({ id, priority: 0 });
              if (barred.includes(id)) table.ready.bar(id, 'm');
              else table.ready.unbar(id, 'm');
              if (cools && barred.includes(id)) table.cools.set(id, table.nowMs + 5_000);
              else table.cools.delete(id);
            }
            const may = IDS.filter((id) => ![excluded, barred, gone].some((list) => list.includes(id)));
            const choice = table.choose(session, excluded, chances);
            if (choice.kind === 'account') expect(may).toContain(choice.id);
            else if (choice.kind === 'none') expect(may).toEqual([]);
            else
              expect([mode, excluded.includes(choice.id), barred.includes(choice.id)]).toEqual([
                'cache_first',
                false,
                true,
              ]);
            table.nowMs += 1000;
          }
        },
      ),
      { seed: 20_261_120, numRuns: 1000 },
    );
  });
});
