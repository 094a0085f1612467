import { describe, expect, it } from 'vitest';

import { writeCsv } from './csv.js';

describe('writeCsv', () => {
  it('ends every record with CRLF, and leaves plain text plain', () => {
    expect(
      writeCsv([
        ['at', 'n'],
        ['a b', 1.5],
      ]),
    ).toBe('at,n\r\na b,1.5\r\n');
  });

  it('quotes what would end a cell', () => {
    expect(writeCsv([['a,b', 'say "hi"', 'two\nlines', null]])).toBe('"a,b","say ""hi""","two\nlines",\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('does not let %j become a formula', (text) => {
    const written = writeCsv([[text]]).replace(/\r\n$/, '');
    expect(written.replace(/^"|"$/g, '').startsWith("'")).toBe(true);
  });

  it('keeps a negative number a number', () => {
    expect(writeCsv([[-5]])).toBe('-5\r\n');
  });
});
