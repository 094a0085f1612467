import { describe, expect, it } from 'vitest';

import { readFilters, withFilter, writeFilters } from './request-filters.js';

describe('the filters of the requests page', () => {
  it('stand in the address as they are', () => {
    const filters = { state: 'failed', model: 'gemini-2.5-pro', account: 'a1', key: 'k1', wire: 'openai', slow: 2000 };
    expect(readFilters(writeFilters(filters as never))).toEqual(filters);
  });

  it.each([
    ['a state that there is not', { state: 'odd' }],
    ['what is there twice', { model: ['a', 'b'] }],
    ['nothing', { model: '', slow: '' }],
    ['a time that is none', { slow: 'long' }],
    ['a time below nought', { slow: '-5' }],
    ['a text as long as an attack', { model: 'x'.repeat(201) }],
    ['what is not a filter', { utm_source: 'mail' }],
  ])('leave out %s', (_what, query) => {
    expect(readFilters(query)).toEqual({});
  });

  it('are changed one at a time', () => {
    const filters = withFilter({ state: 'failed', slow: 5 }, 'slow', undefined);
    expect(filters).toEqual({ state: 'failed' });
    expect(withFilter(filters, 'model', 'm')).toEqual({ state: 'failed', model: 'm' });
  });
});
