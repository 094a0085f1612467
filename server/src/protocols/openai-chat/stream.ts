import type { Usage } from '../../core/usage/usage.js';
import type { Finish } from '../neutral/finish-reason.js';
import type { WireProblem } from '../neutral/problem.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { sseData } from '../sse/serializer.js';
import { chatAnnotations, chatImage, chatLogprobs, chatSignature } from './details.js';
import { chatError } from './errors.js';
import { chatFinish, chatRefusal } from './finish-reason.js';
import type { ChatAnswerOptions } from './from-neutral.js';
import { chatUsage } from './usage.js';

/** @see ChatStream */
export interface ChatStreamOptions extends ChatAnswerOptions {
  /** `stream_options.include_usage` */
  readonly includeUsage: boolean;
}

/** `calls` counts the tool calls begun; `begun`, that the role has been written. */
interface ChoiceState {
  calls: number;
  begun: boolean;
}

/**
 * Writes neutral parts as `chat.completion.chunk` events: the role with the first content of a choice, its deltas, its
 * finish reason, then (where asked for) usage, then `[DONE]`. An error is an event with an `error` member, and the end.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming (read 2026-11-20)
 */
export class ChatStream {
  readonly #options: ChatStreamOptions;
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #choices = new Map<number, ChoiceState>();
  #usage: Usage | undefined;
  #started = false;
  #ended = false;

  constructor(options: ChatStreamOptions) {
    this.#options = options;
    const { id, createdSeconds, model } = options;
    // What is alike in every chunk is written once.
    const head = JSON.stringify({ id, object: 'chat.completion.chunk', created: createdSeconds, model });
    this.#prefix = `data: ${head.slice(0, -1)},"choices":`;
    // With include_usage every chunk but the last says null.
    this.#suffix = options.includeUsage ? ',"usage":null}\n\n' : '}\n\n';
  }

  /** True once something has been written: from then on no other account may take over. */
  get started(): boolean {
    return this.#started || this.#ended;
  }

  /** @returns text to write, empty when these parts say nothing to the caller yet */
  push(parts: readonly StreamPart[]): string {
    let text = '';
    for (const part of parts) text += this.#part(part);
    return text;
  }

  /** The end of the stream. */
  flush(): string {
    if (this.#ended) return '';
    this.#ended = true;
    let text = '';
    if (this.#options.includeUsage) {
      const usage = chatUsage(this.#usage ?? { inputTokens: 0, outputTokens: 0, cachedTokens: 0, thoughtTokens: 0 });
      text = `${this.#prefix}[],"usage":${JSON.stringify(usage)}}\n\n`;
    }
    return text + sseData('[DONE]');
  }

  /**
   * Ends the stream with an error; whatever comes afterwards is not written. No `[DONE]` follows: a client that passes over
   * errors must not take what it has for a whole answer.
   */
  fail(problem: WireProblem): string {
    if (this.#ended) return '';
    this.#ended = true;
    return sseData(JSON.stringify(chatError(problem)));
  }

  #part(part: StreamPart): string {
    if (this.#ended) return '';
    switch (part.type) {
      case 'text-delta':
        return this.#delta(part.choice, { content: part.text });
      case 'thinking-delta':
        return this.#delta(part.choice, { reasoning_content: part.text });
      case 'tool-call-start':
        return this.#toolCallStart(part);
      case 'tool-call-delta':
        return this.#toolCallDelta(part.choice, part.argumentsText);
      case 'media':
        return this.#delta(part.choice, { images: [chatImage(part.mediaType, part.data)] });
      case 'citations':
        return part.citations.length > 0
          ? this.#delta(part.choice, { annotations: chatAnnotations(part.citations) })
          : '';
      case 'logprobs':
        return this.#chunk(part.choice, {}, { logprobs: { content: chatLogprobs(part.tokens), refusal: null } });
      case 'finish':
        return this.#finish(part.choice, part.finish);
      case 'usage':
        this.#usage = part.usage;
        return '';
      case 'error':
        return this.fail(part.problem);
      case 'response-start':
      case 'text-start':
      case 'text-end':
      case 'thinking-start':
      case 'thinking-end':
      case 'tool-call-end':
        return '';
      default:
        return part satisfies never;
    }
  }

  #toolCallStart(part: Extract<StreamPart, { type: 'tool-call-start' }>): string {
    const { choice, id, name, signature } = part;
    if (signature !== undefined) this.#options.signatures.put(id, signature);
    const state = this.#state(choice);
    const call = { index: state.calls, id, type: 'function', function: { name, arguments: '' } };
    const text = this.#delta(choice, { tool_calls: [{ ...call, ...chatSignature(signature) }] });
    state.calls += 1;
    return text;
  }

  #toolCallDelta(choice: number, argumentsText: string): string {
    const index = this.#state(choice).calls - 1;
    return this.#delta(choice, { tool_calls: [{ index, function: { arguments: argumentsText } }] });
  }

  #finish(choice: number, finish: Finish): string {
    const refusal = chatRefusal(finish);
    const text = refusal === null ? '' : this.#delta(choice, { refusal });
    return text + this.#chunk(choice, {}, chatFinish(finish));
  }

  #delta(choice: number, delta: object): string {
    return this.#chunk(choice, delta, {});
  }

  #chunk(choice: number, delta: object, rest: object): string {
    const state = this.#state(choice);
    const whole = state.begun ? delta : { role: 'assistant', content: '', ...delta };
    state.begun = true;
    this.#started = true;
    const body = { index: choice, delta: whole, logprobs: null, finish_reason: null, ...rest };
    return `${this.#prefix}[${JSON.stringify(body)}]${this.#suffix}`;
  }

  #state(choice: number): ChoiceState {
    let state = this.#choices.get(choice);
    if (!state) this.#choices.set(choice, (state = { calls: 0, begun: false }));
    return state;
  }
}
