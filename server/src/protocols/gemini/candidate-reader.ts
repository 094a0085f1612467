import type { NewId } from '../neutral/context.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { geminiCitations } from './citations.js';
import { geminiFinish } from './finish-reason.js';
import { geminiLogprobs } from './logprobs.js';
import type { GeminiAnswerPart, GeminiCandidate } from './schema.js';

type Block = 'text' | 'thinking';

/** Reads one candidate through all its chunks: joins runs of text into blocks, one handler per kind of part. */
export class CandidateReader {
  readonly #choice: number;
  readonly #newId: NewId;
  readonly #usedIds = new Set<string>();
  #block: Block | undefined;
  #signature: string | undefined;
  #answer = '';
  #calledTools = false;
  #finished = false;

  constructor(choice: number, newId: NewId) {
    this.#choice = choice;
    this.#newId = newId;
  }

  get finished(): boolean {
    return this.#finished;
  }

  push(candidate: GeminiCandidate, parts: StreamPart[]): void {
    if (this.#finished) return;
    for (const part of candidate.content?.parts ?? []) this.#part(part, parts);
    if (candidate.logprobsResult) {
      const tokens = geminiLogprobs(candidate.logprobsResult);
      if (tokens.length > 0) parts.push({ type: 'logprobs', choice: this.#choice, tokens });
    }
    if (candidate.groundingMetadata) {
      const citations = geminiCitations(candidate.groundingMetadata, this.#answer);
      const queries = candidate.groundingMetadata.webSearchQueries ?? [];
      if (citations.length + queries.length > 0) {
        parts.push({ type: 'citations', choice: this.#choice, citations, queries });
      }
    }
    if (candidate.finishReason) {
      this.closeBlock(parts);
      this.#finished = true;
      const finish = geminiFinish(candidate.finishReason, candidate.finishMessage, this.#calledTools);
      parts.push({ type: 'finish', choice: this.#choice, finish });
    }
  }

  closeBlock(parts: StreamPart[]): void {
    if (!this.#block) return;
    parts.push({ type: `${this.#block}-end`, choice: this.#choice, signature: this.#signature });
    this.#block = undefined;
    this.#signature = undefined;
  }

  #part(part: GeminiAnswerPart, parts: StreamPart[]): void {
    if (part.functionCall) this.#toolCall(part.functionCall, part.thoughtSignature, parts);
    else if (part.inlineData) this.#media(part.inlineData, part.thought === true, parts);
    else if (part.executableCode)
      this.#text('text', fenced(part.executableCode.code, part.executableCode.language), part, parts);
    else if (part.codeExecutionResult) this.#text('text', fenced(part.codeExecutionResult.output ?? ''), part, parts);
    else this.#text(part.thought ? 'thinking' : 'text', part.text ?? '', part, parts);
  }

  #text(block: Block, text: string, part: GeminiAnswerPart, parts: StreamPart[]): void {
    // The signature of a finished text arrives on an empty text part; it belongs to the block that is open.
    if (text === '' && !part.thoughtSignature) return;
    if (this.#block !== block && !(text === '' && this.#block)) {
      this.closeBlock(parts);
      this.#block = block;
      parts.push({ type: `${block}-start`, choice: this.#choice });
    }
    if (text !== '') {
      if (block === 'text') this.#answer += text;
      parts.push({ type: `${block}-delta`, choice: this.#choice, text });
    }
    if (part.thoughtSignature) this.#signature = part.thoughtSignature;
  }

  #toolCall(
    call: NonNullable<GeminiAnswerPart['functionCall']>,
    signature: string | undefined,
    parts: StreamPart[],
  ): void {
    this.closeBlock(parts);
    this.#calledTools = true;
    const choice = this.#choice;
    const id = this.#uniqueId(call.id);
    parts.push({ type: 'tool-call-start', choice, id, name: call.name, signature });
    parts.push({ type: 'tool-call-delta', choice, id, argumentsText: JSON.stringify(call.args ?? {}) });
    parts.push({ type: 'tool-call-end', choice, id });
  }

  /** Older models send no id, or the same one twice; callers pair results by it. */
  #uniqueId(given: string | undefined): string {
    const id = given && !this.#usedIds.has(given) ? given : this.#newId('call_');
    this.#usedIds.add(id);
    return id;
  }

  #media(media: NonNullable<GeminiAnswerPart['inlineData']>, thought: boolean, parts: StreamPart[]): void {
    // Image models show drafts while they think; only the result is an answer.
    if (thought) return;
    this.closeBlock(parts);
    const mediaType = media.mimeType ?? 'application/octet-stream';
    parts.push({ type: 'media', choice: this.#choice, mediaType, data: media.data });
  }
}

function fenced(code: string, language = ''): string {
  return `\n\`\`\`${language.toLowerCase()}\n${code.replace(/\n?$/, '\n')}\`\`\`\n`;
}
