import { describe, expect, it } from 'vitest';
import { afterFault, MAX_ATTEMPTS, type AttemptFault, type RequestSoFar } from './after-fault.js';
import type { RefusalKind } from './refusal-kind.js';

const FIRST: RequestSoFar = { attempts: 1, isRenewed: false, isModelKnown: true };
const refused = (refusal: RefusalKind): AttemptFault => ({ kind: 'refused', refusal });
const FAILED: AttemptFault = { kind: 'failed' };

describe('what follows a fault before the first content', () => {
  it('a refused access token is refreshed by force once, and then costs the account its turn', () => {
    expect(afterFault(refused({ kind: 'token' }), FIRST)).toBe('refresh-and-retry');
    expect(afterFault(refused({ kind: 'token' }), { ...FIRST, isRenewed: true })).toBe('next-account');
    // Also on the last attempt: it is the same account again, not one more.
    expect(afterFault(refused({ kind: 'token' }), { ...FIRST, attempts: MAX_ATTEMPTS })).toBe('refresh-and-retry');
  });

  it.each([
    refused({ kind: 'quota' }),
    refused({ kind: 'blocked', why: 'billing' }),
    refused({ kind: 'permission', isLasting: true }),
    refused({ kind: 'resource' }),
    refused({ kind: 'server' }),
    refused({ kind: 'model' }),
    FAILED,
  ])('$kind $refusal.kind is tried with another account', (fault) => {
    expect(afterFault(fault, FIRST)).toBe('next-account');
  });

  it('a bad request is as bad with every account', () => {
    expect(afterFault(refused({ kind: 'request' }), FIRST)).toBe('give-up');
  });

  it('a model that nobody has ever served is a mistyped name', () => {
    expect(afterFault(refused({ kind: 'model' }), { ...FIRST, isModelKnown: false })).toBe('give-up');
  });

  it('ends with the third account', () => {
    for (const fault of [FAILED, refused({ kind: 'server' }), refused({ kind: 'quota' })]) {
      expect(afterFault(fault, { ...FIRST, attempts: MAX_ATTEMPTS - 1 })).toBe('next-account');
      expect(afterFault(fault, { ...FIRST, attempts: MAX_ATTEMPTS })).toBe('give-up');
    }
  });
});
