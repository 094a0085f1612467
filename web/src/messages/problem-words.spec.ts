import { describe, expect, it } from 'vitest';

import { english } from './en/index.js';
import { french } from './fr/index.js';
import { describeGatewayRefusal, describeRefusal } from './problem-words.js';

const told = { detail: 'In English.', hint: 'In English too.' };

describe('a refusal', () => {
  it('is told by its code in the language of the reader, whatever the server wrote', () => {
    expect(describeRefusal({ ...told, code: 'grant.refresh_rejected' }, french)).toEqual(
      french.problems['grant.refresh_rejected'],
    );
  });

  it('is told in the words that came along, where there are none for its code', () => {
    expect(describeRefusal({ ...told, code: 'moon.full' }, french)).toEqual(told);
    expect(describeRefusal({ ...told, code: 'toString' }, french)).toEqual(told);
  });

  it('names the names and codes that belong to it, but no sentence in English', () => {
    const facts = { client: 'default', oauth_error: 'invalid_client', reason: 'it timed out' };
    expect(describeRefusal({ ...told, code: 'oauth_client.misconfigured', facts }, french).detail).toBe(
      'Google refuse le client OAuth. (default · invalid_client)',
    );
    const named = { oauth_error: 'invalid_grant' };
    const rejected = { ...told, code: 'grant.refresh_rejected', facts: named };
    expect(describeRefusal(rejected, french)).toEqual(french.problems['grant.refresh_rejected']);
    const exact = { reason: 'ECONNREFUSED' };
    expect(describeRefusal({ ...told, code: 'projects.unavailable', facts: exact }, english).detail).toContain(
      '(ECONNREFUSED)',
    );
  });

  it('names the fields at fault, or quotes what only the server knows', () => {
    const errors = [{ path: 'priority', message: 'a whole number' }];
    expect(describeRefusal({ ...told, code: 'request.invalid', errors }, french).detail).toBe(
      'Un élément ne convient pas tel quel.\npriority: a whole number',
    );
    expect(describeRefusal({ ...told, code: 'request.invalid' }, french).detail).toBe(
      'Un élément ne convient pas tel quel.\n«\u00a0In English.\u00a0»',
    );
  });
});

describe('a refusal of the gateway', () => {
  it('is told by its code where that is ours', () => {
    const refusal = { code: 'pool.reauth_required', message: 'In English.' };
    const words = french.problems['pool.reauth_required'];
    expect(describeGatewayRefusal(refusal, french)).toEqual(words);
    // Callers read another name for the same.
    expect(describeGatewayRefusal({ ...refusal, code: 'account_reauth_required' }, french)).toEqual(words);
  });

  it('is quoted where it is Google’s', () => {
    const refusal = { code: 'invalid_argument', message: 'Bad model.' };
    expect(describeGatewayRefusal(refusal, french)).toEqual({ detail: '«\u00a0Bad model.\u00a0»', hint: '' });
  });
});
