import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertBase64 } from './base64.js';
import { mediaFromUrl, mediaTypeOfUrl } from './data-url.js';
import { DroppedFields } from './dropped-fields.js';
import { assertDepth } from './parse-field.js';
import { formatDottedPath, formatPath } from './path.js';
import { problemText, requestProblem } from './problem.js';
import { RequestError } from './request-error.js';
import { BoundedSignatureStore } from './signature-store.js';

describe('DroppedFields', () => {
  it('has no header when nothing was dropped', () => {
    expect(new DroppedFields().header()).toBeUndefined();
  });

  it('makes a header that is safe and short, whatever the caller called its fields', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 80 }), (names) => {
        const dropped = new DroppedFields();
        dropped.addUnknownKeys(Object.fromEntries(names.map((name) => [name, 1])), new Set());
        const header = dropped.header() ?? '';
        expect(header).toMatch(/^[\w.[\]:?, -]*$/);
        expect(header.length).toBeLessThan(1700);
      }),
    );
  });

  it('says when there was more than fits', () => {
    const dropped = new DroppedFields();
    for (let index = 0; index < 100; index += 1) dropped.add(`field_${index}`);
    expect(dropped.header()).toMatch(/, \.\.\.$/);
  });
});

describe('BoundedSignatureStore', () => {
  it('forgets what was used longest ago', () => {
    const store = new BoundedSignatureStore({ maxEntries: 2 });
    store.put('a', '1');
    store.put('b', '2');
    store.get('a');
    store.put('c', '3');
    expect([store.get('a'), store.get('b'), store.get('c')]).toEqual(['1', undefined, '3']);
  });

  it('stays within its size for any use, and refuses what can never fit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(12))), (puts) => {
        const store = new BoundedSignatureStore({ maxCharacters: 10 });
        for (const [id, size] of puts) store.put(id, 'x'.repeat(size));
        const held = ['a', 'b', 'c', 'd'].map((id) => store.get(id)).filter((text) => text !== undefined);
        expect(held.reduce((sum, text) => sum + text.length + 1, 0)).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('assertBase64', () => {
  it('takes what Buffer writes, in both alphabets, with and without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        assertBase64(text, []);
        assertBase64(text.replace(/=+$/, ''), []);
        assertBase64(Buffer.from(bytes).toString('base64url'), []);
      }),
    );
  });

  it.each(['', '=', '==', 'A', 'AAAAA', 'AA=', 'AAA==', 'A=AA', 'AA==AA==', 'AAAA\n', 'ÄAAA', '漢字漢字'])(
    'refuses %j',
    (text) => {
      expect(() => assertBase64(text, ['x'])).toThrow(RequestError);
    },
  );

  it('takes 17 million characters without running out of stack', () => {
    assertBase64('A'.repeat(17_000_000), []);
  });
});

describe('mediaFromUrl', () => {
  it('keeps addresses as they are and reads data URLs with parameters', () => {
    expect(mediaFromUrl('gs://bucket/a.pdf', [])).toEqual({
      mediaType: 'application/pdf',
      source: { kind: 'uri', uri: 'gs://bucket/a.pdf' },
    });
    expect(mediaFromUrl('data:Image/PNG;charset=x;BASE64,AAAA', [])).toEqual({
      mediaType: 'image/png',
      source: { kind: 'base64', data: 'AAAA' },
    });
  });

  it('does not guess a type from what is no file name', () => {
    expect(mediaTypeOfUrl('https://example.com/image')).toBeUndefined();
  });
});

describe('assertDepth', () => {
  it('takes wide and shallow, refuses deep', () => {
    assertDepth(
      Array.from({ length: 100_000 }, () => [1]),
      [],
    );
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
    assertDepth(nested(256), []);
    expect(() => assertDepth(nested(257), ['a', 0])).toThrow(RequestError);
  });
});

describe('paths and problems', () => {
  it('are written as each wire writes them', () => {
    const path = ['messages', 0, 'content', 1, 'text'];
    expect(formatPath(path)).toBe('messages[0].content[1].text');
    expect(formatDottedPath(path)).toBe('messages.0.content.1.text');
    const problem = requestProblem(new RequestError(path, 'Expected text.', { hint: 'Send text.' }));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid', path });
    expect(problemText(problem)).toBe('Expected text. Send text.');
  });
});
