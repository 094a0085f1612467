import { RegrantError } from '../../core/errors/regrant-error.js';

/** One server-sent event, as dispatched by a blank line. `event` is undefined where none was named ("message"). */
export interface SseEvent {
  readonly event: string | undefined;
  readonly data: string;
  readonly id: string | undefined;
  readonly retryMs: number | undefined;
}

/** Thrown when one event grows beyond what the reader is willing to hold. */
export class SseOverflowError extends RegrantError {
  constructor(readonly maxEventBytes: number) {
    super('upstream.invalid_answer', `A server-sent event is larger than ${maxEventBytes} bytes`, {
      hint: 'Ask for less in one answer; the upstream sent more in one piece than is accepted.',
    });
  }
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
const DEFAULT_MAX_EVENT_BYTES = 64 * 1024 * 1024;

/**
 * Turns a byte stream into server-sent events, however the bytes are cut.
 *
 * Lines are found on bytes and decoded whole, so a character split between two pushes needs no state, and each byte is
 * looked at once: a 10 MB event in 1-byte pieces stays linear. Comments are skipped; CR, LF and CRLF end a line.
 * Unlike a browser, {@link flush} also dispatches an event that the end of the stream left without its blank line, as
 * some servers leave out the last one; the caller judges what the data is worth.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation (read 2026-11-20)
 */
export class SseParser {
  readonly #maxEventBytes: number;
  readonly #line = new LineBuffer();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #skipLineFeed = false;
  #markBytes = 0;
  #event: string | undefined;
  #data: string[] = [];
  #id: string | undefined;
  #retryMs: number | undefined;
  #eventBytes = 0;

  constructor(options: { readonly maxEventBytes?: number } = {}) {
    this.#maxEventBytes = options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES;
  }

  /** True while a part of an event is held. */
  get pending(): boolean {
    return this.#line.length > 0 || this.#data.length > 0 || this.#event !== undefined;
  }

  /**
   * @param bytes  the next piece; not kept after the call
   * @returns the events that this piece completed
   * @throws SseOverflowError when one event is larger than `maxEventBytes`
   */
  push(bytes: Uint8Array): SseEvent[] {
    const events: SseEvent[] = [];
    let start = this.#skipByteOrderMark(bytes);
    if (this.#skipLineFeed && start < bytes.length) {
      this.#skipLineFeed = false;
      if (bytes[start] === LF) start += 1;
    }
    // indexOf runs natively; CR is rare, so its next position is looked up only when the last one has been passed.
    let nextCr = bytes.indexOf(CR, start);
    let nextLf = bytes.indexOf(LF, start);
    while (nextCr !== -1 || nextLf !== -1) {
      const byCr = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf);
      const end = byCr ? nextCr : nextLf;
      this.#endLine(bytes.subarray(start, end), events);
      start = end + 1;
      if (byCr) {
        if (start === bytes.length) this.#skipLineFeed = true;
        else if (bytes[start] === LF) start += 1;
        nextCr = bytes.indexOf(CR, start);
      }
      if (nextLf !== -1 && nextLf < start) nextLf = bytes.indexOf(LF, start);
    }
    if (start < bytes.length) this.#hold(bytes.subarray(start));
    return events;
  }

  /** Ends the stream: what is held is treated as a last line and a last event. */
  flush(): SseEvent[] {
    const events: SseEvent[] = [];
    if (this.#line.length > 0) this.#endLine(new Uint8Array(0), events);
    this.#dispatch(events);
    this.#skipLineFeed = false;
    return events;
  }

  /** A mark is dropped only at the very start of the stream, even when it arrives in three pieces. */
  #skipByteOrderMark(bytes: Uint8Array): number {
    let at = 0;
    while (this.#markBytes < 3 && at < bytes.length) {
      if (bytes[at] !== BYTE_ORDER_MARK[this.#markBytes]) {
        if (this.#markBytes > 0) this.#line.append(Uint8Array.from(BYTE_ORDER_MARK.slice(0, this.#markBytes)));
        this.#markBytes = 3;
        break;
      }
      this.#markBytes += 1;
      at += 1;
    }
    return at;
  }

  #hold(piece: Uint8Array): void {
    this.#count(piece.length);
    this.#line.append(piece);
  }

  #count(bytes: number): void {
    this.#eventBytes += bytes;
    if (this.#eventBytes > this.#maxEventBytes) throw new SseOverflowError(this.#maxEventBytes);
  }

  #endLine(piece: Uint8Array, events: SseEvent[]): void {
    this.#count(piece.length);
    const line = this.#line.take(piece);
    if (line.length === 0) this.#dispatch(events);
    else if (line[0] !== COLON) this.#field(line);
    else this.#eventBytes -= line.length; // comments may come for hours between two events
  }

  #field(line: Uint8Array): void {
    const colon = line.indexOf(COLON);
    const nameEnd = colon === -1 ? line.length : colon;
    let valueStart = colon === -1 ? line.length : colon + 1;
    if (line[valueStart] === SPACE) valueStart += 1;
    const value = this.#decoder.decode(line.subarray(valueStart));
    switch (this.#decoder.decode(line.subarray(0, Math.min(nameEnd, 6)))) {
      case 'data':
        this.#data.push(value);
        break;
      case 'event':
        this.#event = value;
        break;
      case 'id':
        if (!value.includes('\0')) this.#id = value;
        break;
      case 'retry':
        if (/^\d{1,9}$/.test(value)) this.#retryMs = Number(value);
        break;
    }
  }

  #dispatch(events: SseEvent[]): void {
    if (this.#data.length > 0) {
      const data = this.#data.length === 1 ? (this.#data[0] ?? '') : this.#data.join('\n');
      events.push({ event: this.#event || undefined, data, id: this.#id, retryMs: this.#retryMs });
    }
    this.#event = undefined;
    this.#data = [];
    this.#retryMs = undefined;
    this.#eventBytes = 0;
  }
}

/** The unfinished line, in a buffer that doubles, so that many small pieces cost no more than one large one. */
class LineBuffer {
  #bytes = new Uint8Array(0);
  length = 0;

  append(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 256));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.length);
    this.length = needed;
  }

  /** The held line with its last piece; a view that is good until the next append. */
  take(last: Uint8Array): Uint8Array {
    if (this.length === 0) return last;
    if (last.length > 0) this.append(last);
    const line = this.#bytes.subarray(0, this.length);
    this.length = 0;
    // One huge event must not keep its memory for the rest of the stream; the view above stays valid.
    if (this.#bytes.length > 1024 * 1024) this.#bytes = new Uint8Array(0);
    return line;
  }
}
