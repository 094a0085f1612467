import { describe, expect, it } from 'vitest';
import { QuotaBook } from './quota-book.js';
import { QuotaWindows } from './quota-windows.js';

const NOON = Date.parse('2026-11-20T20:00:00Z');
const DAY_MS = 86_400_000;
const windows = new QuotaWindows().at(NOON);
const SPENT = { requests: 1, tokens: 1 };

describe('the book of what was spent', () => {
  it('stays bounded, whatever models callers name, and forgets those last on which something was spent', () => {
    const book = new QuotaBook();
    book.entry('a', 'real', windows).spend(SPENT, windows);
    const kept = book.entry('a', 'kept back', windows);
    kept.protectedUntilMs = NOON + 1000;
    for (let index = 0; index < 5_000; index += 1) book.entry('a', `made-up-${index}`, windows);
    expect([...book.of('a')].length).toBeLessThanOrEqual(256);
    expect(book.find('a', 'real')?.used('requests_per_day', windows)).toBe(1);
    expect(book.find('a', 'kept back')).toBe(kept);
    for (let index = 0; index < 5_000; index += 1) book.entry('a', `spent-${index}`, windows).spend(SPENT, windows);
    expect([...book.of('a')].length).toBeLessThanOrEqual(256);
    expect(book.find('a', 'kept back')).toBe(kept);
  });

  it('lets go of yesterday, but of nothing that was learned or is kept back', () => {
    const book = new QuotaBook();
    book.entry('a', 'spent', windows).spend(SPENT, windows);
    book.entry('a', 'learned', windows).learn('requests_per_day', 5, NOON);
    book.entry('b', 'kept back', windows).protectedUntilMs = NOON;
    book.entry('c', 'under way', windows).reserved = 1;
    book.sweep(windows, NOON);
    expect([...book.all()].map(({ model }) => model)).toEqual(['spent', 'learned', 'kept back', 'under way']);
    book.sweep(new QuotaWindows().at(NOON + DAY_MS), NOON + DAY_MS);
    expect([...book.all()].map(({ model }) => model)).toEqual(['learned', 'kept back', 'under way']);
    book.sweep(new QuotaWindows().at(NOON + 8 * DAY_MS), NOON + 8 * DAY_MS);
    expect([...book.all()].map(({ model }) => model)).toEqual(['kept back', 'under way']);
  });
});
