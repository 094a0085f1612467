import { describe, expect, it } from 'vitest';

import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { countStates, filterByText, isFiltering, NO_FILTER, readFilter, writeFilter } from './account-filter.js';
import { orderAccounts, type SortKey } from './account-order.js';

describe('the filter in the address', () => {
  it('comes back from the address as it was put there, and leaves other members alone', () => {
    const filter = {
      text: 'ada x',
      states: ['disabled', 'cooling'],
      priority: -3,
      sort: 'email',
      reversed: true,
    } as const;
    const query = writeFilter(filter, { theme: 'x', q: 'old', state: 'ready' });
    expect(query).toEqual({ theme: 'x', q: 'ada x', state: 'disabled,cooling', priority: '-3', sort: '-email' });
    expect(readFilter(query as Record<string, string>)).toEqual(filter);
  });

  it('leaves nothing in the address when nothing is filtered', () => {
    expect(writeFilter(NO_FILTER, { q: 'x', sort: 'email' })).toEqual({});
    expect(isFiltering({ ...NO_FILTER, sort: 'email', reversed: true })).toBe(false);
    expect(isFiltering({ ...NO_FILTER, priority: 0 })).toBe(true);
  });

  it.each([
    [{ state: 'nonsense,ready,' }, { states: ['ready'] }],
    [{ priority: 'ten' }, { priority: undefined }],
    [{ sort: 'password' }, { sort: 'need', reversed: false }],
    [{ q: ['a', 'b'] }, { text: '' }],
  ])('understands %j as far as it makes sense', (query, expected) => {
    expect(readFilter(query)).toMatchObject(expected);
  });
});

describe('filtering accounts', () => {
  const accounts = [
    anAccount({ id: '1', email: 'ada@example.com', custom_label: 'Night shift', priority: 2 }),
    aDisabledAccount({ id: '2', email: 'bob@example.com', project_id: 'lab-7' }),
  ];
  const found = (filter: object) => filterByText(accounts, { ...NO_FILTER, ...filter }).map(({ id }) => id);

  it('finds every word, in any name, whatever its case', () => {
    expect(found({ text: 'SHIFT ada' })).toEqual(['1']);
    expect(found({ text: 'lab-7' })).toEqual(['2']);
    expect(found({ text: 'ada bob' })).toEqual([]);
    expect(found({ text: '  ' })).toEqual(['1', '2']);
  });

  it('takes a priority of 0 for a priority', () => {
    expect(found({ priority: 0 })).toEqual(['2']);
  });

  it('counts the states', () => {
    expect([...countStates(accounts)]).toEqual([
      ['ready', 1],
      ['disabled', 1],
    ]);
  });
});

describe('sorting accounts', () => {
  const accounts = [
    anAccount({ id: 'c', email: 'c@x.org', priority: 1, last_used: 5, created_at: 1 }),
    aDisabledAccount({ id: 'b', email: 'b@x.org', last_used: null, created_at: 3 }),
    anAccount({ id: 'a', email: 'a@x.org', priority: 9, last_used: 2, created_at: 2 }),
  ];
  it.each<[SortKey, boolean, string]>([
    ['need', false, 'bac'],
    ['need', true, 'acb'],
    ['email', false, 'abc'],
    ['email', true, 'cba'],
    ['priority', false, 'acb'],
    ['last_used', false, 'cab'],
    ['created_at', false, 'bac'],
  ])('by %s (reversed: %s) gives %s', (key, reversed, expected) => {
    expect(
      orderAccounts(accounts, key, reversed)
        .map(({ id }) => id)
        .join(''),
    ).toBe(expected);
  });
});
