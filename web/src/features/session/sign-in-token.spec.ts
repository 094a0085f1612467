import { describe, expect, it } from 'vitest';

import { readFragmentToken, readPastedToken, readReturnPath } from './sign-in-token.js';

describe('readPastedToken', () => {
  it.each([
    ['http://localhost:8045/sign-in#token=abc-123', 'abc-123'],
    ['  http://localhost:8045/sign-in#token=abc-123\n', 'abc-123'],
    ['#token=abc-123', 'abc-123'],
    ['abc-123', 'abc-123'],
    ['  ', ''],
  ])('reads %j as %j', (pasted, token) => {
    expect(readPastedToken(pasted)).toBe(token);
  });
});

describe('readFragmentToken', () => {
  it.each(['', '#', '#token=', '#content'])('finds none in %j', (fragment) => {
    expect(readFragmentToken(fragment)).toBeUndefined();
  });
});

describe('readReturnPath', () => {
  it('goes back to where somebody came from', () => {
    expect(readReturnPath('/accounts?signin=created')).toBe('/accounts?signin=created');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'accounts', '', undefined, ['/a'], '/sign-in'])(
    'goes nowhere else than into the dashboard for %j',
    (next) => {
      expect(readReturnPath(next)).toBe('/');
    },
  );
});
