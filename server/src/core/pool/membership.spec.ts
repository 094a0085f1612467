import { describe, expect, it } from 'vitest';
import { parseAccount } from '../accounts/account.js';
import type { JsonObject } from '../accounts/document.js';
import { judgeMembership } from './membership.js';

const judge = (document: JsonObject) => {
  const parsed = parseAccount('id', { email: 'a@example.com', token: {}, ...document });
  if (parsed.kind !== 'account') throw new Error(parsed.reason);
  return judgeMembership(parsed.account);
};

describe('whether an account belongs in the pool', () => {
  const everything = { disabled: true, disabled_reason: 'd', blocked: true, blocked_reason: 'b', proxy_disabled: true };

  it.each<[string, JsonObject, object]>([
    ['healthy', {}, { kind: 'member' }],
    ['protected for some models', { protected_models: ['gemini-2.5-pro'] }, { kind: 'member' }],
    ['everything at once: the dead grant counts', everything, { kind: 'out', state: 'disabled', reason: 'd' }],
    [
      'blocked and paused: the block counts',
      { ...everything, disabled: false },
      { kind: 'out', state: 'blocked', reason: 'b' },
    ],
    ['paused without a reason', { proxy_disabled: true }, { kind: 'out', state: 'proxy_disabled', reason: 'paused' }],
    ['dead without a reason', { disabled: true }, { kind: 'out', state: 'disabled', reason: 'the grant is dead' }],
    [
      'paused by an earlier tool for its quota, which is judged anew',
      { proxy_disabled: true, proxy_disabled_reason: 'quota_protection' },
      { kind: 'member' },
    ],
    [
      'the same, and dead',
      { proxy_disabled: true, proxy_disabled_reason: 'quota_protection', disabled: true },
      { kind: 'out', state: 'disabled', reason: 'the grant is dead' },
    ],
  ])('%s', (_name, document, expected) => {
    expect(judge(document)).toEqual(expected);
  });
});
