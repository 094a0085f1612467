import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSealed, plainAgainAtRest, sealedAtRest, WITHOUT_KEY } from './at-rest.js';

const KEY = randomBytes(32);
const atRest = sealedAtRest(KEY);

describe('a sealed value', () => {
  it('opens in its own place to what it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string(), (plain, place) => {
        const sealed = atRest.store(plain.toWellFormed(), place);
        expect(isSealed(sealed)).toBe(true);
        expect(atRest.open(sealed, place)).toBe(plain.toWellFormed());
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  it('looks different each time, and like nothing of what is in it', () => {
    const sealed = [atRest.store('1//a-refresh-token', 'a'), atRest.store('1//a-refresh-token', 'a')];
    expect(new Set(sealed).size).toBe(2);
    for (const text of sealed) expect(text).toMatch(/^regrant:v1:[\w-]{16}:[\w-]{40,}$/);
  });

  it('opens in no other place, and with no other key', () => {
    const sealed = atRest.store('a token', 'accounts/a.json#token.access_token');
    expect(atRest.open(sealed, 'accounts/b.json#token.access_token')).toBeUndefined();
    expect(atRest.open(sealed, 'accounts/a.json#token.refresh_token')).toBeUndefined();
    expect(sealedAtRest(randomBytes(32)).open(sealed, 'accounts/a.json#token.access_token')).toBeUndefined();
    expect(WITHOUT_KEY.open(sealed, 'accounts/a.json#token.access_token')).toBeUndefined();
  });

  it('does not open once any of its characters is another', () => {
    const sealed = atRest.store('a token', 'a');
    for (let at = 'regrant:v1:'.length; at < sealed.length; at += 1) {
      if (sealed[at] === ':') continue;
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      // The last character of base64url may carry bits that mean nothing.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue;
      expect(atRest.open(changed, 'a') ?? 'refused').toBe(sameBytes(changed, sealed) ? 'a token' : 'refused');
    }
    expect(atRest.open('regrant:v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA', 'a')).toBeUndefined();
  });
});

const sameBytes = (left: string, right: string): boolean =>
  left
    .split(':')
    .every((part, at) => Buffer.from(part, 'base64url').equals(Buffer.from(right.split(':')[at] ?? '', 'base64url')));

describe('plain values', () => {
  it('are taken as they are, and sealed when they are stored', () => {
    expect(atRest.open('1//plain', 'a')).toBe('1//plain');
    expect(atRest.isSettled('1//plain')).toBe(false);
    expect(atRest.isSettled(atRest.store('1//plain', 'a'))).toBe(true);
  });

  it('that are empty stay empty: nothing is nothing', () => {
    expect(atRest.store('', 'a')).toBe('');
    expect(atRest.isSettled('')).toBe(true);
  });

  it('are what is stored on the way back', () => {
    const back = plainAgainAtRest(KEY);
    const sealed = atRest.store('1//x', 'a');
    expect(back.open(sealed, 'a')).toBe('1//x');
    expect(back.isSettled(sealed)).toBe(false);
    expect(back.store('1//x', 'a')).toBe('1//x');
  });

  it('that only look sealed are sealed like any other', () => {
    const lookalike = atRest.store('x', 'elsewhere');
    const sealed = atRest.store(lookalike, 'a');
    expect(atRest.open(sealed, 'a')).toBe(lookalike);
  });
});
