import type { Usage } from '../../core/usage/usage.js';
import type { Finish } from '../neutral/finish-reason.js';
import type { WireProblem } from '../neutral/problem.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { sseEvent } from '../sse/serializer.js';
import type { AnthropicMessage } from './answer.js';
import { anthropicError } from './errors.js';
import { anthropicCitation, pictureText, type AnthropicAnswerOptions } from './from-neutral.js';
import { anthropicStop } from './stop-reason.js';
import { toThinkingSignature } from '../neutral/signature-mark.js';
import { anthropicUsage } from './usage.js';

type OpenBlock = 'text' | 'thinking' | 'tool_use';

/**
 * Writes neutral parts as Anthropic's events: `message_start` and a `ping` before the first content, each block with its
 * start, deltas and stop, then `message_delta` with the stop reason and usage, then `message_stop`. An error is an `error`
 * event, and the end. Only the first choice can be written: this wire has no more.
 *
 * A thinking block stays open until the next part is known, for its signature comes on the tool call that follows.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/streaming (read 2026-11-20)
 */
export class AnthropicStream {
  readonly #options: AnthropicAnswerOptions;
  #usage: Usage | undefined;
  #finish: Finish | undefined;
  #searches = 0;
  #index = -1;
  #open: OpenBlock | undefined;
  #started = false;
  #ended = false;

  constructor(options: AnthropicAnswerOptions) {
    this.#options = options;
  }

  /** True once something has been written: from then on no other account may take over. */
  get started(): boolean {
    return this.#started || this.#ended;
  }

  /** @returns text to write, empty when these parts say nothing to the caller yet */
  push(parts: readonly StreamPart[]): string {
    let text = '';
    for (const part of parts) if (!this.#ended) text += this.#part(part);
    return text;
  }

  /** Keeps the connection alive while the upstream is silent; empty before the first content and after the end. */
  ping(): string {
    return this.#started && !this.#ended ? sseEvent('ping', '{"type":"ping"}') : '';
  }

  /** The end of the stream. */
  flush(): string {
    if (this.#ended) return '';
    const start = this.#start() + this.#close();
    this.#ended = true;
    const { stop_reason, stop_sequence, stop_details } = anthropicStop(this.#finish ?? { reason: 'other' });
    const delta = { stop_reason, stop_sequence, stop_details, container: null };
    const usage = anthropicUsage(this.#usage, this.#searches);
    return start + event({ type: 'message_delta', delta, usage }) + event({ type: 'message_stop' });
  }

  /** Ends the stream with an error; whatever comes afterwards is not written. */
  fail(problem: WireProblem, requestId: string | null = null): string {
    if (this.#ended) return '';
    this.#ended = true;
    return sseEvent('error', JSON.stringify(anthropicError(problem, requestId)));
  }

  #part(part: StreamPart): string {
    if ('choice' in part && part.choice !== 0) return '';
    switch (part.type) {
      case 'response-start':
      case 'logprobs':
        return '';
      case 'usage':
        this.#usage = part.usage;
        return '';
      case 'text-start':
        return this.#begin('text', { type: 'text', text: '', citations: null });
      case 'text-delta':
        return this.#delta({ type: 'text_delta', text: part.text });
      case 'text-end':
      case 'tool-call-end':
        return this.#close();
      case 'thinking-start':
        return this.#thinkingStart(part.redacted);
      case 'thinking-delta':
        return this.#options.thinking ? this.#delta({ type: 'thinking_delta', thinking: part.text }) : '';
      case 'thinking-end':
        return ''; // closed by what follows
      case 'tool-call-start':
        return this.#toolUse(part);
      case 'tool-call-delta':
        return this.#delta({ type: 'input_json_delta', partial_json: part.argumentsText });
      case 'media':
        return this.#picture(part.mediaType, part.data);
      case 'citations':
        this.#searches += part.queries.length;
        return this.#open === 'text'
          ? part.citations
              .map((found) => this.#delta({ type: 'citations_delta', citation: anthropicCitation(found) }))
              .join('')
          : '';
      case 'finish':
        this.#finish = part.finish;
        return this.#close();
      case 'error':
        return this.fail(part.problem);
      default:
        return part satisfies never;
    }
  }

  #thinkingStart(redacted: string | undefined): string {
    if (redacted !== undefined)
      return this.#begin('thinking', { type: 'redacted_thinking', data: redacted }) + this.#close();
    return this.#options.thinking ? this.#begin('thinking', { type: 'thinking', thinking: '', signature: '' }) : '';
  }

  #toolUse({ id, name, signature }: Extract<StreamPart, { type: 'tool-call-start' }>): string {
    let text = '';
    if (signature !== undefined) {
      this.#options.signatures.put(id, signature);
      if (this.#options.thinking) {
        if (this.#open !== 'thinking') text += this.#thinkingStart(undefined);
        text += this.#delta({ type: 'signature_delta', signature: toThinkingSignature(signature) });
      }
    }
    return text + this.#begin('tool_use', { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } });
  }

  #picture(mediaType: string, data: string): string {
    return (
      this.#begin('text', { type: 'text', text: '', citations: null }) +
      this.#delta({ type: 'text_delta', text: pictureText(mediaType, data) }) +
      this.#close()
    );
  }

  #begin(kind: OpenBlock, block: object): string {
    const before = this.#start() + this.#close();
    this.#open = kind;
    this.#index += 1;
    return before + event({ type: 'content_block_start', index: this.#index, content_block: block });
  }

  #delta(delta: object): string {
    return event({ type: 'content_block_delta', index: this.#index, delta });
  }

  #close(): string {
    if (!this.#open) return '';
    this.#open = undefined;
    return event({ type: 'content_block_stop', index: this.#index });
  }

  #start(): string {
    if (this.#started) return '';
    this.#started = true;
    const message: AnthropicMessage = {
      id: this.#options.id,
      type: 'message',
      role: 'assistant',
      model: this.#options.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      container: null,
      diagnostics: null,
      usage: anthropicUsage(this.#usage),
    };
    return event({ type: 'message_start', message }) + sseEvent('ping', '{"type":"ping"}');
  }
}

function event(data: { readonly type: string; readonly [member: string]: unknown }): string {
  return sseEvent(data.type, JSON.stringify(data));
}
