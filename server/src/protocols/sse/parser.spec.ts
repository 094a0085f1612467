import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseOverflowError, SseParser, type SseEvent } from './parser.js';
import { sseComment, sseData, sseEvent } from './serializer.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function parseWhole(text: string): SseEvent[] {
  const parser = new SseParser();
  return [...parser.push(bytesOf(text)), ...parser.flush()];
}

/** Parses in pieces cut at the given positions (taken modulo the length). */
function parseCut(bytes: Uint8Array, cuts: readonly number[]): SseEvent[] {
  const parser = new SseParser();
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const events: SseEvent[] = [];
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    // A copy that is wiped after the push: the parser must not keep what it was given.
    const piece = bytes.slice(start, end);
    events.push(...parser.push(piece));
    piece.fill(0x58);
    start = end;
  }
  return [...events, ...parser.flush()];
}

const text = fc.string({ unit: fc.constantFrom('a', ' ', ':', 'é', '漢', '🦊', '"', '{', '\\n') });
const lineEnd = fc.constantFrom('\n', '\r', '\r\n');
const line = fc.oneof(
  text.map((value) => `data: ${value}`),
  text.map((value) => `data:${value}`),
  text.map((value) => `: ${value}`),
  text.map((value) => `event: ${value}`),
  fc.constantFrom('', '', 'data', 'id: 7', 'retry: 1500', 'unknown: x', 'retry: soon'),
);
const stream = fc
  .array(fc.tuple(line, lineEnd), { maxLength: 40 })
  .map((lines) => lines.map(([content, end]) => content + end).join(''));

describe('SseParser', () => {
  it('reads events, names, ids, comments and joined data lines', () => {
    expect(parseWhole(': hi\nevent: ping\ndata: {"a":1}\nid: 3\n\ndata: x\ndata: y\n\n')).toEqual([
      { event: 'ping', data: '{"a":1}', id: '3', retryMs: undefined },
      { event: undefined, data: 'x\ny', id: '3', retryMs: undefined },
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CR', '\r'],
    ['CRLF', '\r\n'],
  ])('takes %s as the end of a line', (_name, end) => {
    const events = parseWhole(['data: 1', '', 'data: 2', '', ''].join(end));
    expect(events.map((event) => event.data)).toEqual(['1', '2']);
  });

  it('does not dispatch an event without data, and keeps an empty data line', () => {
    expect(parseWhole('event: x\n\n')).toEqual([]);
    expect(parseWhole('data:\n\n').map((event) => event.data)).toEqual(['']);
  });

  it('removes one space after the colon, not two', () => {
    expect(parseWhole('data:  x\n\n')[0]?.data).toBe(' x');
  });

  it('drops a byte order mark at the start only, also in single bytes', () => {
    const bytes = bytesOf('\ufeffdata: a\n\ndata: \ufeffb\n\n');
    const everyByte = [...bytes.keys()];
    for (const cuts of [[], everyByte]) {
      expect(parseCut(bytes, cuts).map((event) => event.data)).toEqual(['a', '\ufeffb']);
    }
  });

  it('dispatches the last event when the stream ends without its blank line', () => {
    expect(parseWhole('data: 1\n\ndata: {"last":true}').map((event) => event.data)).toEqual(['1', '{"last":true}']);
  });

  it('tells that a part of an event is held', () => {
    const parser = new SseParser();
    expect(parser.pending).toBe(false);
    parser.push(bytesOf('data: 1'));
    expect(parser.pending).toBe(true);
    parser.push(bytesOf('\n\n'));
    expect(parser.pending).toBe(false);
  });

  it('replaces bytes that are no UTF-8 instead of failing', () => {
    const parser = new SseParser();
    const bytes = Uint8Array.from([...bytesOf('data: '), 0xff, 0xfe, ...bytesOf('\n\n')]);
    expect(parser.push(bytes)[0]?.data).toBe('\ufffd\ufffd');
  });

  it('finds the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat()), (content, cuts) => {
        const bytes = bytesOf(content);
        expect(parseCut(bytes, cuts)).toEqual(parseWhole(content));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same events byte by byte', () => {
    fc.assert(
      fc.property(stream, (content) => {
        const bytes = bytesOf(content);
        expect(parseCut(bytes, [...bytes.keys()])).toEqual(parseWhole(content));
      }),
    );
  });

  it('reads what the serializer writes, line ends in the data included', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (contents) => {
        const written = contents.map(
          (data, index) => (index % 2 ? sseData(data) : sseEvent('e', data)) + sseComment(data),
        );
        const read = parseWhole(written.join(''));
        expect(read.map((event) => event.data)).toEqual(contents.map((data) => data.replace(/\r\n|\r/g, '\n')));
        expect(read.map((event) => event.event)).toEqual(contents.map((_data, index) => (index % 2 ? undefined : 'e')));
      }),
    );
  });

  it('reads a 10 MB event in 1-byte pieces in linear time', () => {
    const body = 'é'.repeat(5 * 1024 * 1024);
    const bytes = bytesOf(`data: ${body}\n\n`);
    const parser = new SseParser();
    let events: SseEvent[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const found = parser.push(bytes.subarray(at, at + 1));
      if (found.length > 0) events = found;
    }
    expect(events[0]?.data === body).toBe(true);
  }, 120_000);

  it('refuses one event above the limit, with or without line ends, and takes many below it', () => {
    const parser = new SseParser({ maxEventBytes: 100 });
    for (let index = 0; index < 50; index += 1) parser.push(bytesOf(`data: ${'x'.repeat(50)}\n\n`));
    expect(() => parser.push(bytesOf('x'.repeat(101)))).toThrow(SseOverflowError);
    const other = new SseParser({ maxEventBytes: 100 });
    expect(() => other.push(bytesOf('data: 123456789\n'.repeat(10)))).toThrow(SseOverflowError);
  });
});
