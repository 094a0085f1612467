import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedItems } from './import-duplicates.js';
import { readImportItem } from './import-items.js';

const TOKEN = '1//0gThisIsARefreshToken-abc_DEF';

describe('an item of an import', () => {
  it('is a refresh token, spaces around it aside', () => {
    const grant = { kind: 'grant', refreshToken: TOKEN, email: null, clientKey: null, document: null };
    expect(readImportItem(` ${TOKEN}\n`)).toEqual(grant);
  });

  it('is an account in the file format, kept whole', () => {
    const document = {
      id: 'x',
      email: 'a@example.com',
      token: { refresh_token: TOKEN, oauth_client_key: 'second', project_id: 'p' },
      device_profile: { machine: 1 },
    };
    const grant = { kind: 'grant', refreshToken: TOKEN, email: 'a@example.com', clientKey: 'second', document };
    expect(readImportItem(document)).toEqual(grant);
  });

  it('is what other tools export, a refresh token beside an e-mail, brought into the file format', () => {
    const item = readImportItem({ email: 'a@example.com', refresh_token: TOKEN, project_id: 'p', note: 'mine' });
    expect(item).toMatchObject({
      kind: 'grant',
      refreshToken: TOKEN,
      email: 'a@example.com',
      document: { email: 'a@example.com', note: 'mine', token: { refresh_token: TOKEN, project_id: 'p' } },
    });
    expect(item.kind === 'grant' && item.document).not.toHaveProperty('refresh_token');
  });

  it.each([
    ['nothing', undefined, 'is nothing'],
    ['null', null, 'is nothing'],
    ['a number', 17, 'is a number'],
    ['a list', [TOKEN], 'is a list'],
    ['an empty string', '  ', 'is empty'],
    ['HTML', '<img src=x onerror=alert(1)>', 'has characters'],
    ['two tokens in one', `${TOKEN} ${TOKEN}`, 'has characters'],
    ['a token of 5,000 characters', 'x'.repeat(5_000), 'too long'],
    ['an access token', 'ya29.a0AfH6SMBx', 'is an access token'],
    ['an encrypted token of another Regrant', 'regrant:v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAA', 'is encrypted'],
    ['an authorization code', '4/0AX4XfWh', 'is an authorization code'],
    ['an entry of an index', { id: 'x', email: 'a@example.com', name: 'A' }, 'has no refresh token'],
    ['an account whose token is text', { email: 'a@example.com', token: TOKEN }, 'is not an object'],
    ['an account whose refresh token is a number', { token: { refresh_token: 5 } }, 'has no refresh token'],
    ['an account that hides names of JavaScript', JSON.parse(`{"token":{"refresh_token":"x","__proto__":{}}}`), 'name'],
    ['an account of 300,000 characters', { token: { refresh_token: TOKEN }, a: 'x'.repeat(300_000) }, 'too large'],
    ['an account of 20,000 values', { token: { refresh_token: TOKEN }, a: Array(20_000).fill(0) }, 'too large'],
    [
      'an account nested 200,000 levels deep',
      { token: { refresh_token: TOKEN }, a: JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown },
      'nested deeper',
    ],
  ])('is refused when it is %s', (_name, value, reason) => {
    expect(readImportItem(value)).toMatchObject({ kind: 'invalid', reason: expect.stringContaining(reason) as string });
  });

  it('repeats an e-mail only where it can be one', () => {
    expect(readImportItem({ email: 'a@example.com', token: {} }).email).toBe('a@example.com');
    expect(readImportItem({ email: '<b>a@example.com</b>', token: {} }).email).toBeNull();
    expect(readImportItem({ email: 'a\u202e@example.com', token: {} }).email).toBeNull();
  });

  it('is one thing or the other, whatever JSON it is, and a reason never repeats what it held', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const item = readImportItem(value);
        expect(['grant', 'invalid']).toContain(item.kind);
        if (item.kind === 'invalid') expect(item.reason.length).toBeLessThan(200);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[^\w~+./=-]{1,20}secret[^\w~+./=-]{1,20}$/), (text) => {
        expect(JSON.stringify(readImportItem(text))).not.toContain('secret');
      }),
    );
  });
});

describe('items that bring a refresh token again', () => {
  it('name the first that had it', () => {
    const items = [TOKEN, 'other', { refresh_token: TOKEN }, '<>', '<>', ` ${TOKEN} `].map(readImportItem);
    expect([...repeatedItems(items)]).toEqual([
      [2, 0],
      [5, 0],
    ]);
  });
});
