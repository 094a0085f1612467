import type { Usage } from '../../core/usage/usage.js';
import type { NewId } from '../neutral/context.js';
import type { Finish } from '../neutral/finish-reason.js';
import { problemText, type WireProblem } from '../neutral/problem.js';
import { toThinkingSignature } from '../neutral/signature-mark.js';
import type { SignatureStore } from '../neutral/signature-store.js';
import { asClaudeSignature } from '../neutral/signature.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { chatRefusal } from '../openai-chat/finish-reason.js';
import type { ResponsesAnswer, ResponsesEcho, ResponsesOutputItem, ResponsesUsage } from './answer.js';
import { CallItem } from './call-item.js';
import type { Emit } from './events.js';
import { MessageItem } from './message-item.js';
import { ReasoningItem } from './reasoning-item.js';

/** What an answer needs that the upstream does not say; most of it comes from `responsesToNeutral`. */
export interface ResponsesAnswerOptions {
  /** `resp_…` */
  readonly id: string;
  /** Unix seconds. */
  readonly createdSeconds: number;
  /** The model's name as the caller asked for it. */
  readonly model: string;
  readonly echo: ResponsesEcho;
  readonly customTools: ReadonlySet<string>;
  readonly encryptedReasoning: boolean;
  readonly newId: NewId;
  readonly signatures: SignatureStore;
}

/**
 * Builds an answer from neutral parts and tells each step of it as an event. Only the first choice can be written: this
 * wire has no more.
 *
 * A reasoning item stays open until the next part is known, for its signature comes on the tool call that follows.
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming (read 2026-11-20)
 */
export class ResponsesWriter {
  readonly #options: ResponsesAnswerOptions;
  readonly #emit: Emit;
  readonly #output: ResponsesOutputItem[] = [];
  readonly #queries: string[] = [];
  #message: MessageItem | undefined;
  #reasoning: ReasoningItem | undefined;
  #call: CallItem | undefined;
  #usage: Usage | undefined;
  #finish: Finish | undefined;
  #error: ResponsesAnswer['error'] = null;
  #started = false;
  #ended = false;

  constructor(options: ResponsesAnswerOptions, emit: Emit) {
    this.#options = options;
    this.#emit = emit;
  }

  get started(): boolean {
    return this.#started || this.#ended;
  }

  /** The answer as it stands now. */
  get answer(): ResponsesAnswer {
    const { id, createdSeconds, model, echo } = this.#options;
    const incomplete = incompleteReason(this.#finish);
    const done = incomplete ? 'incomplete' : 'completed';
    return {
      id,
      object: 'response',
      created_at: createdSeconds,
      status: this.#error ? 'failed' : this.#ended ? done : 'in_progress',
      background: false,
      error: this.#error,
      incomplete_details: incomplete && this.#ended ? { reason: incomplete } : null,
      model,
      output: this.#output,
      previous_response_id: null,
      service_tier: 'default',
      store: false,
      usage: this.#ended && this.#usage ? responsesUsage(this.#usage) : null,
      ...echo,
    };
  }

  push(part: StreamPart): void {
    if (this.#ended || ('choice' in part && part.choice !== 0)) return;
    switch (part.type) {
      case 'response-start':
        break;
      case 'usage':
        this.#usage = part.usage;
        break;
      case 'text-start':
        this.#openMessage();
        break;
      case 'text-delta':
        this.#openMessage().text(part.text);
        break;
      case 'text-end':
        break; // a message goes on until something else begins
      case 'logprobs':
        this.#message?.logprobs(part.tokens);
        break;
      case 'thinking-start':
      case 'thinking-delta':
      case 'thinking-end':
        this.#thinking(part);
        break;
      case 'tool-call-start':
        this.#toolCall(part);
        break;
      case 'tool-call-delta':
        this.#call?.argumentsText(part.argumentsText);
        break;
      case 'tool-call-end':
        this.#closeCall();
        break;
      case 'media':
        this.#picture(part.data);
        break;
      case 'citations':
        this.#message?.citations(part.citations);
        this.#queries.push(...part.queries);
        break;
      case 'finish':
        this.#finish = part.finish;
        break;
      case 'error':
        this.fail(part.problem);
        break;
      default:
        part satisfies never;
    }
  }

  /** Ends the answer. */
  finish(): void {
    if (this.#ended) return;
    this.#start();
    const refusal = this.#finish ? chatRefusal(this.#finish) : null;
    if (refusal !== null && this.#output.length === 0 && !this.#message) this.#openMessage().refuse(refusal);
    this.#closeAll();
    this.#webSearch();
    this.#ended = true;
    const answer = this.answer;
    this.#emit({ type: `response.${answer.status}`, response: answer });
  }

  /** Ends the answer with an error; what has been written stays in it. */
  fail(problem: WireProblem): void {
    if (this.#ended) return;
    this.#start();
    this.#error = {
      code: problem.status === 429 ? 'rate_limit_exceeded' : 'server_error',
      message: problemText(problem),
    };
    this.#ended = true;
    this.#emit({ type: 'response.failed', response: this.answer });
  }

  #thinking(part: Extract<StreamPart, { type: 'thinking-start' | 'thinking-delta' | 'thinking-end' }>): void {
    switch (part.type) {
      case 'thinking-start':
        this.#openReasoning();
        break;
      case 'thinking-delta':
        this.#openReasoning().text(part.text);
        break;
      case 'thinking-end':
        if (asClaudeSignature(part.signature) !== undefined) this.#reasoning?.sign(part.signature);
        break;
      default:
        part satisfies never;
    }
  }

  #toolCall({ id, name, signature }: Extract<StreamPart, { type: 'tool-call-start' }>): void {
    if (signature !== undefined) {
      this.#options.signatures.put(id, signature);
      if (this.#options.encryptedReasoning && asClaudeSignature(signature) === undefined) {
        this.#openReasoning().sign(toThinkingSignature(signature));
      }
    }
    this.#begin();
    const custom = this.#options.customTools.has(name);
    const itemId = this.#options.newId(custom ? 'ctc_' : 'fc_');
    this.#call = new CallItem({ itemId, callId: id, name, custom, outputIndex: this.#output.length }, this.#emit);
  }

  #picture(data: string): void {
    this.#begin();
    const id = this.#options.newId('ig_');
    this.#addItem({ type: 'image_generation_call', id, status: 'completed', result: data });
  }

  #webSearch(): void {
    if (this.#queries.length === 0) return;
    const action = { type: 'search', query: this.#queries[0] ?? '', queries: this.#queries } as const;
    this.#addItem({ type: 'web_search_call', id: this.#options.newId('ws_'), status: 'completed', action });
  }

  #addItem(item: ResponsesOutputItem): void {
    const output_index = this.#output.length;
    this.#emit({ type: 'response.output_item.added', output_index, item });
    this.#output.push(item);
    this.#emit({ type: 'response.output_item.done', output_index, item });
  }

  #openMessage(): MessageItem {
    if (!this.#message) {
      this.#begin();
      this.#message = new MessageItem(this.#options.newId('msg_'), this.#output.length, this.#emit);
    }
    return this.#message;
  }

  #openReasoning(): ReasoningItem {
    if (!this.#reasoning) {
      this.#begin();
      const { newId, encryptedReasoning } = this.#options;
      this.#reasoning = new ReasoningItem(newId('rs_'), this.#output.length, encryptedReasoning, this.#emit);
    }
    return this.#reasoning;
  }

  /** Something new begins: what is open is finished. */
  #begin(): void {
    this.#start();
    this.#closeAll();
  }

  #closeAll(): void {
    if (this.#message) this.#output.push(this.#message.close(incompleteReason(this.#finish) !== undefined));
    if (this.#reasoning) this.#output.push(this.#reasoning.close());
    this.#message = undefined;
    this.#reasoning = undefined;
    this.#closeCall();
  }

  #closeCall(): void {
    if (this.#call) this.#output.push(this.#call.close());
    this.#call = undefined;
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    const response = this.answer;
    this.#emit({ type: 'response.created', response });
    this.#emit({ type: 'response.in_progress', response });
  }
}

function incompleteReason(finish: Finish | undefined): 'max_output_tokens' | 'content_filter' | undefined {
  switch (finish?.reason) {
    case 'length':
    case 'context-length':
      return 'max_output_tokens';
    case 'content-filter':
    case 'refusal':
      return 'content_filter';
    default:
      return undefined;
  }
}

function responsesUsage(usage: Usage): ResponsesUsage {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.thoughtTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
