import type { Usage } from '../../core/usage/usage.js';
import { collectResponse } from '../neutral/collect-response.js';
import type { NewId } from '../neutral/context.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import type { WireProblem } from '../neutral/problem.js';
import type { NeutralResponse } from '../neutral/response.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { CandidateReader } from './candidate-reader.js';
import { parseGeminiErrorObject, upstreamProblem } from './errors.js';
import { isPlainChunk } from './plain-chunk.js';
import { geminiChunkSchema, type GeminiChunk } from './schema.js';
import { geminiUsage } from './usage.js';

/** What a reader of answers needs from outside. */
export interface GeminiReaderOptions {
  /** For calls that come without an id of their own. */
  readonly newId: NewId;
}

/**
 * Reads Gemini's answer, whole or chunk by chunk, into neutral parts.
 *
 * After an error part the reader is silent.
 */
export class GeminiReader {
  readonly #newId: NewId;
  readonly #candidates = new Map<number, CandidateReader>();
  #started = false;
  #failed = false;
  #blocked = false;
  #usage: Usage | undefined;

  constructor(options: GeminiReaderOptions) {
    this.#newId = options.newId;
  }

  /** The usage seen last; Gemini repeats it, growing, with every chunk. */
  get usage(): Usage | undefined {
    return this.#usage;
  }

  /** @param data  the data of one server-sent event */
  push(data: string): StreamPart[] {
    return this.pushChunk(parseJson(data));
  }

  /** @param chunk  the same, already parsed */
  pushChunk(chunk: unknown): StreamPart[] {
    const parts: StreamPart[] = [];
    if (this.#failed) return parts;
    if (isRecord(chunk) && chunk['error'] !== undefined) {
      this.#fail(parts, upstreamProblem(parseGeminiErrorObject(500, chunk['error'])));
      return parts;
    }
    if (isPlainChunk(chunk)) {
      this.#read(chunk, parts);
      return parts;
    }
    const parsed = geminiChunkSchema.safeParse(chunk);
    if (!parsed.success) this.#fail(parts, invalidAnswer('The upstream sent something that is no Gemini answer'));
    else this.#read(parsed.data, parts);
    return parts;
  }

  /** Ends the stream: blocks still open are closed; an answer that was never finished is an error. */
  flush(): StreamPart[] {
    const parts: StreamPart[] = [];
    if (this.#failed) return parts;
    let finished = this.#blocked;
    for (const candidate of this.#candidates.values()) {
      candidate.closeBlock(parts);
      finished ||= candidate.finished;
    }
    if (!finished) this.#fail(parts, invalidAnswer('The upstream ended its answer before it was complete'));
    else if (this.#usage) parts.push({ type: 'usage', usage: this.#usage });
    return parts;
  }

  #read(chunk: GeminiChunk, parts: StreamPart[]): void {
    if (chunk.usageMetadata) this.#usage = geminiUsage(chunk);
    if (!this.#started) {
      this.#started = true;
      parts.push({ type: 'response-start', id: chunk.responseId, model: chunk.modelVersion });
      // Anthropic's wire tells the input's size at the start.
      if (this.#usage) parts.push({ type: 'usage', usage: this.#usage });
    }
    for (const candidate of chunk.candidates ?? []) {
      this.#candidate(candidate.index ?? 0).push(candidate, parts);
    }
    const blockReason = chunk.promptFeedback?.blockReason;
    if (blockReason && this.#candidates.size === 0 && !this.#blocked) {
      this.#blocked = true;
      const message = chunk.promptFeedback?.blockReasonMessage ?? `The prompt was blocked (${blockReason}).`;
      parts.push({
        type: 'finish',
        choice: 0,
        finish: { reason: 'content-filter', upstreamReason: blockReason, message },
      });
    }
  }

  #candidate(index: number): CandidateReader {
    let reader = this.#candidates.get(index);
    if (!reader) this.#candidates.set(index, (reader = new CandidateReader(index, this.#newId)));
    return reader;
  }

  #fail(parts: StreamPart[], problem: WireProblem): void {
    this.#failed = true;
    parts.push({ type: 'error', problem });
  }
}

/**
 * Reads a whole `generateContent` answer.
 *
 * @throws UpstreamAnswerError when it is none, or an error object
 */
export function geminiToNeutral(body: unknown, options: GeminiReaderOptions): NeutralResponse {
  const reader = new GeminiReader(options);
  return collectResponse([...reader.pushChunk(body), ...reader.flush()]);
}

function invalidAnswer(detail: string): WireProblem {
  return {
    status: 502,
    code: 'upstream.invalid_answer',
    detail,
    hint: 'Send the request again.',
  };
}
