import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { UnreachableError } from '../../../http/problem-error.js';
import * as accountsApi from '../accounts.api.js';
import { useAccountsStore } from '../accounts.store.js';
import * as api from './import.api.js';
import { useImport } from './use-import.js';

vi.mock('../accounts.api.js');
vi.mock('./import.api.js');
const sending = vi.mocked(api.sendImport);

const sources = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ place: `f:${index}`, value: `1//${index}` }));
const read = (count: number) => () => Promise.resolve(sources(count));

describe('importing', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    vi.resetAllMocks();
    vi.mocked(accountsApi.fetchAccounts).mockResolvedValue([]);
    sending.mockImplementation((items, isRehearsal) =>
      Promise.resolve(items.map((_, index) => ({ index, outcome: isRehearsal ? 'would_add' : 'created' }))),
    );
  });
  afterEach(() => useAccountsStore().cancelReload());

  it('writes nothing before a person says so', async () => {
    const run = useImport();
    await run.rehearse(read(3));
    expect(run.stage.value).toBe('rehearsed');
    expect(sending.mock.calls.map(([, isRehearsal]) => isRehearsal)).toEqual([true]);
    expect(run.rows.value.map(({ result }) => result?.outcome)).toEqual(['would_add', 'would_add', 'would_add']);
  });

  it('imports only what would change something, in small parts, each result at its place', async () => {
    sending.mockImplementationOnce((items) =>
      Promise.resolve(
        items.map((_, index) => ({
          index,
          outcome: index === 1 ? ('would_not_change' as const) : ('would_add' as const),
        })),
      ),
    );
    const run = useImport();
    await run.rehearse(read(20));
    await run.run();
    const parts = sending.mock.calls.slice(1);
    expect(parts.every(([, isRehearsal]) => !isRehearsal)).toBe(true);
    expect(parts.map(([items]) => items.length)).toEqual([8, 8, 3]);
    expect(parts.flatMap(([items]) => items)).not.toContain('1//1');
    expect(run.rows.value.map(({ result }) => result?.outcome)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index === 1 ? 'would_not_change' : 'created')),
    );
    expect([run.stage.value, run.answered.value]).toEqual(['done', 19]);
  });

  it('asks the server nothing about what is no text of accounts, and says why', async () => {
    const run = useImport();
    await run.rehearse(() => Promise.resolve([{ place: 'photo.jpg', reason: 'not_json' as const }, ...sources(1)]));
    expect(sending).toHaveBeenCalledExactlyOnceWith(['1//0'], true);
    expect(run.rows.value[0]).toMatchObject({ unreadable: 'not_json', result: { outcome: 'invalid' } });
    expect(run.rows.value[1]?.result?.outcome).toBe('would_add');
  });

  it('keeps what was done when the server goes away in the middle', async () => {
    const run = useImport();
    await run.rehearse(read(10));
    sending
      .mockResolvedValueOnce(Array.from({ length: 8 }, (_, index) => ({ index, outcome: 'created' as const })))
      .mockRejectedValueOnce(new UnreachableError('gone'));
    await run.run();
    expect(run.error.value).toBeInstanceOf(UnreachableError);
    expect(run.rows.value.map(({ result }) => result?.outcome ?? null)).toEqual([
      ...Array.from({ length: 8 }, () => 'created'),
      null,
      null,
    ]);
  });

  it('forgets an old rehearsal when a new one begins', async () => {
    const run = useImport();
    let finish = (_: readonly { place: string; value: string }[]): void => undefined;
    const slow = run.rehearse(() => new Promise((resolve) => (finish = resolve)));
    await run.rehearse(read(1));
    finish(sources(9));
    await slow;
    expect(run.rows.value).toHaveLength(1);
  });
});
