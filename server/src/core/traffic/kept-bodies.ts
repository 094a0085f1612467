/** What was said in a request, as far as it is kept. Only where the settings ask for it. */
export interface KeptBodies {
  /** What the caller sent; null when it was nothing. */
  readonly request: string | null;
  /** What the upstream answered at the last attempt; null when it was nothing. */
  readonly answer: string | null;
}

/**
 * This much of each is gathered, in bytes: some more than is kept, because of a secret that was cut in two the rest would
 * not be known for one.
 */
export const MOST_GATHERED_BYTES = 20 * 1024;

/** This much of each is kept, in characters. */
export const LONGEST_KEPT = 16 * 1024;

/** Gathers what is said in one request, bounded whatever comes. */
export class BodyKeeper {
  #answer: Uint8Array[] = [];
  #answerBytes = 0;

  constructor(private readonly request: Uint8Array) {}

  /** Another attempt begins: what the one before was answered is of no more interest. */
  beginAnswer(): void {
    this.#answer = [];
    this.#answerBytes = 0;
  }

  answer(chunk: Uint8Array): void {
    const room = MOST_GATHERED_BYTES - this.#answerBytes;
    if (room <= 0) return;
    // A copy: the chunk may be a window of a larger buffer, which would be kept with it.
    const part = Uint8Array.from(chunk.subarray(0, room));
    this.#answer.push(part);
    this.#answerBytes += part.length;
  }

  told(): KeptBodies {
    return {
      request: textOf([this.request.subarray(0, MOST_GATHERED_BYTES)], this.request.length),
      answer: textOf(this.#answer, this.#answerBytes),
    };
  }
}

/** Bytes that are no text, and a character that was cut, come out as U+FFFD. */
function textOf(parts: readonly Uint8Array[], bytes: number): string | null {
  if (bytes === 0) return null;
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
