import type { Usage } from '../../core/usage/usage.js';
import { collectResponse } from '../neutral/collect-response.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import type { WireProblem } from '../neutral/problem.js';
import type { NeutralResponse } from '../neutral/response.js';
import type { StreamPart } from '../neutral/stream-part.js';
import { BlockReader } from './block-reader.js';
import { anthropicFaultProblem } from './upstream-error.js';
import { finishFromStopReason } from './stop-reason.js';
import { usageFromAnthropic } from './usage.js';

/**
 * Reads Claude's stream, event by event, into neutral parts. After an error part it is silent.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/streaming (read 2026-11-20)
 */
export class AnthropicReader {
  readonly #blocks = new BlockReader();
  #usage: Usage | undefined;
  #finished = false;
  #failed = false;

  /** The usage seen so far. */
  get usage(): Usage | undefined {
    return this.#usage;
  }

  /** @param data  the data of one server-sent event */
  push(data: string): StreamPart[] {
    return this.pushEvent(parseJson(data));
  }

  /** @param event  the same, already parsed */
  pushEvent(event: unknown): StreamPart[] {
    const parts: StreamPart[] = [];
    if (this.#failed) return parts;
    if (!isRecord(event) || typeof event['type'] !== 'string') {
      this.#fail(parts, invalidAnswer('The upstream sent something that is no Anthropic event'));
      return parts;
    }
    switch (event['type']) {
      case 'message_start':
        this.#start(event, parts);
        break;
      case 'content_block_start':
        this.#blocks.start(event['content_block'], parts);
        break;
      case 'content_block_delta':
        this.#blocks.delta(event['delta'], parts);
        break;
      case 'content_block_stop':
        this.#blocks.stop(parts);
        break;
      case 'message_delta':
        this.#usage = usageFromAnthropic(event, this.#usage);
        this.#finish(event['delta'], parts);
        break;
      case 'error':
        this.#fail(parts, anthropicFaultProblem(500, event['error']));
        break;
      default: // ping, message_stop, and what is yet to come
    }
    return parts;
  }

  /** Ends the stream: an answer that was never finished is an error. */
  flush(): StreamPart[] {
    const parts: StreamPart[] = [];
    if (this.#failed) return parts;
    this.#blocks.stop(parts);
    if (!this.#finished) this.#fail(parts, invalidAnswer('The upstream ended its answer before it was complete'));
    else if (this.#usage) parts.push({ type: 'usage', usage: this.#usage });
    return parts;
  }

  /** Reads a whole message as if it had been streamed. */
  pushMessage(message: unknown): StreamPart[] {
    if (!isRecord(message) || message['type'] !== 'message' || !Array.isArray(message['content'])) {
      return this.pushEvent(isRecord(message) && message['type'] === 'error' ? message : undefined);
    }
    const parts = this.pushEvent({ type: 'message_start', message });
    for (const block of message['content'] as unknown[]) {
      this.#blocks.start(block, parts);
      this.#blocks.stop(parts);
    }
    return parts.concat(this.pushEvent({ type: 'message_delta', delta: message, usage: message['usage'] }));
  }

  #start(event: Record<string, unknown>, parts: StreamPart[]): void {
    const message = isRecord(event['message']) ? event['message'] : {};
    const { id, model } = message;
    this.#usage = usageFromAnthropic(event, this.#usage);
    parts.push({
      type: 'response-start',
      id: typeof id === 'string' ? id : undefined,
      model: typeof model === 'string' ? model : undefined,
    });
    if (this.#usage) parts.push({ type: 'usage', usage: this.#usage });
  }

  #finish(delta: unknown, parts: StreamPart[]): void {
    const reason = isRecord(delta) ? delta['stop_reason'] : undefined;
    if (!isRecord(delta) || typeof reason !== 'string' || this.#finished) return;
    this.#finished = true;
    const details = isRecord(delta['stop_details']) ? delta['stop_details'] : {};
    const sequence = delta['stop_sequence'];
    const explanation = details['explanation'];
    const finish = finishFromStopReason(
      reason,
      typeof sequence === 'string' ? sequence : undefined,
      typeof explanation === 'string' ? explanation : undefined,
    );
    parts.push({ type: 'finish', choice: 0, finish });
  }

  #fail(parts: StreamPart[], problem: WireProblem): void {
    this.#failed = true;
    parts.push({ type: 'error', problem });
  }
}

/**
 * Reads a whole message.
 *
 * @throws UpstreamAnswerError when it is none, or an error object
 */
export function anthropicMessageToNeutral(body: unknown): NeutralResponse {
  const reader = new AnthropicReader();
  return collectResponse([...reader.pushMessage(body), ...reader.flush()]);
}

function invalidAnswer(detail: string): WireProblem {
  return { status: 502, code: 'upstream.invalid_answer', detail, hint: 'Send the request again.' };
}
