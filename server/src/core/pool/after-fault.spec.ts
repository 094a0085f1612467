import { describe, expect, it } from 'vitest';
import { afterFault, MAX_ATTEMPTS, type AttemptFault } from './after-fault.js';

describe('what follows a fault before the first content', () => {
  const refused = (status: number): AttemptFault => ({ kind: 'refused', status });

  it('a 401 is refreshed by force once, and then costs the account its turn', () => {
    expect(afterFault(refused(401), 1, false)).toBe('refresh-and-retry');
    expect(afterFault(refused(401), 1, true)).toBe('next-account');
  });

  it.each([403, 408, 429, 500, 502, 503, 504, 529])('%i is tried with another account', (status) => {
    expect(afterFault(refused(status), 1, false)).toBe('next-account');
  });

  it.each([400, 404, 405, 409, 413, 415, 422])('%i is as bad with every account', (status) => {
    expect(afterFault(refused(status), 1, false)).toBe('give-up');
  });

  it('ends with the third account', () => {
    expect(afterFault({ kind: 'failed' }, MAX_ATTEMPTS - 1, false)).toBe('next-account');
    expect(afterFault({ kind: 'failed' }, MAX_ATTEMPTS, false)).toBe('give-up');
    expect(afterFault(refused(503), MAX_ATTEMPTS, false)).toBe('give-up');
  });
});
