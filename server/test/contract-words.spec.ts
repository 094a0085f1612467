import { expect, it } from 'vitest';
import { accountCauseSchema } from '../contract/http/accounts.js';
import { BLOCK_REASONS, blockCauseIn } from '../src/core/accounts/block-cause.js';
import { CAUSES } from '../src/core/grants/cause.js';

it('the causes in the contract are those that Regrant names', () => {
  const named = [...Object.keys(CAUSES), ...Object.keys(BLOCK_REASONS), 'unreadable'];
  expect([...accountCauseSchema.options].sort()).toEqual(named.sort());
});

it.each(Object.entries(BLOCK_REASONS))('a block because of %s is known by its reason', (cause, reason) => {
  expect(blockCauseIn(reason)).toBe(cause);
});

it('a block that another tool wrote has no cause', () => {
  expect(blockCauseIn('for a while')).toBeNull();
  expect(blockCauseIn(null)).toBeNull();
});
