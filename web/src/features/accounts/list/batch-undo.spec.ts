import { describe, expect, it } from 'vitest';

import { anAccount } from '../../../testing/fixtures.js';
import { undoOf } from './batch-undo.js';

const accounts = [
  anAccount({ id: 'a', priority: 1, custom_label: 'x' }),
  anAccount({ id: 'b', priority: 2, proxy_disabled: true, proxy_disabled_reason: 'holidays' }),
  anAccount({ id: 'c', priority: 1, proxy_disabled: true, proxy_disabled_reason: null }),
];
const ids = ['a', 'b', 'c'];

describe('undoing a batch', () => {
  it('resumes only what was not paused before', () => {
    expect(undoOf({ ids, action: 'disable_proxy' }, accounts)).toEqual([{ ids: ['a'], action: 'enable_proxy' }]);
  });

  it('pauses again with the reasons that there were', () => {
    expect(undoOf({ ids, action: 'enable_proxy' }, accounts)).toEqual([
      { ids: ['b'], action: 'disable_proxy', reason: 'holidays' },
      { ids: ['c'], action: 'disable_proxy', reason: null },
    ]);
  });

  it('gives everybody their own priority and label back', () => {
    expect(undoOf({ ids, action: 'set_priority', priority: 2 }, accounts)).toEqual([
      { ids: ['a', 'c'], action: 'set_priority', priority: 1 },
    ]);
    expect(undoOf({ ids, action: 'set_label', custom_label: null }, accounts)).toEqual([
      { ids: ['a'], action: 'set_label', custom_label: 'x' },
    ]);
  });

  it('does not pretend that a deletion or a refresh could be taken back', () => {
    expect(undoOf({ ids, action: 'delete' }, accounts)).toEqual([]);
    expect(undoOf({ ids, action: 'refresh' }, accounts)).toEqual([]);
  });
});
