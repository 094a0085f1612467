import { isRecord, parseJson } from '../protocols/neutral/parse-json.js';
import { SseParser } from '../protocols/sse/parser.js';
import { InStreamRefusal } from './in-stream-refusal.js';

/** A preamble longer than this is sent on: what is in there is then somebody's content. */
const HELD_BYTES = 8 * 1024;
/** An error may be longer: it lists its details. */
const HELD_ERROR_BYTES = 64 * 1024;
/** As long as the longest mark, so that one cut in two by the network is found. */
const OVERLAP = 32;

/**
 * What tells content from preamble, by the names of members: Gemini's parts and reasons to end, Claude's events. Whichever
 * mark comes first decides; an `error` inside somebody's content never comes first.
 */
const MARK =
  /"(?:text|functionCall|inlineData|fileData|executableCode|codeExecutionResult|finishReason|blockReason|content_block_(?:start|delta)|message_delta)"|("error"\s{0,16}:\s{0,16}\{)/;

const END = /[}\]\r\n]/;

/**
 * The beginning of a stream that is passed on unread, held back until content comes: up to there another account can still
 * take over unseen. Finds its marks in the bytes; only an error is parsed.
 */
export class Preamble {
  #held: Buffer[] = [];
  #bytes = 0;
  #tail = '';
  #holdsError = false;

  /**
   * @returns whether content has come, and what is held is to be sent
   * @throws InStreamRefusal when the upstream says no instead
   */
  push(chunk: Buffer): boolean {
    this.#held.push(chunk);
    this.#bytes += chunk.length;
    const look = this.#tail + chunk.toString('latin1');
    this.#tail = look.slice(-OVERLAP);
    if (!this.#holdsError) {
      const mark = MARK.exec(look);
      this.#holdsError = mark?.[1] !== undefined;
      if (mark && !this.#holdsError) return true;
    }
    // A brace or the end of a line may be what makes the error complete.
    if (this.#holdsError && END.test(chunk.toString('latin1'))) this.#throwError();
    return this.#bytes > (this.#holdsError ? HELD_ERROR_BYTES : HELD_BYTES);
  }

  /** The stream has ended before any content: whether that is all there is to send, or an answer broken off. */
  get isBroken(): boolean {
    return !this.#holdsError;
  }

  /** What has been held back. */
  take(): readonly Buffer[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #throwError(): void {
    const error = errorIn(Buffer.concat(this.#held, this.#bytes));
    if (error !== undefined) throw new InStreamRefusal(Buffer.from(JSON.stringify(error)));
  }
}

/** The error object at the end of a preamble, once it is complete: an event, the element of an array, or bare. */
function errorIn(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').trim();
  const events = new SseParser().push(bytes).map(({ data }) => data);
  const elements = [text, `${text.replace(/,$/, '')}]`].flatMap((json) => parseJson(json));
  return [...events.map(parseJson), ...elements].find((value) => isRecord(value) && isRecord(value['error']));
}
