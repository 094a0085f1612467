import { isRecord, parseJson } from '../neutral/parse-json.js';
import type { ResponsesOutputItem } from './answer.js';
import type { Emit } from './events.js';

/** Which call, and where it stands. */
export interface CallItemOptions {
  readonly itemId: string;
  readonly callId: string;
  readonly name: string;
  /** The tool takes free text: the one parameter it was offered with is taken off again. */
  readonly custom: boolean;
  readonly outputIndex: number;
}

/** A tool call in the making. The free text of a custom tool is only known when its arguments are whole. */
export class CallItem {
  readonly #options: CallItemOptions;
  readonly #emit: Emit;
  #arguments = '';

  constructor(options: CallItemOptions, emit: Emit) {
    this.#options = options;
    this.#emit = emit;
    this.#emit({
      type: 'response.output_item.added',
      output_index: options.outputIndex,
      item: this.#item('in_progress', ''),
    });
  }

  argumentsText(delta: string): void {
    this.#arguments += delta;
    if (!this.#options.custom) this.#tell('response.function_call_arguments.delta', { delta });
  }

  close(): ResponsesOutputItem {
    const { custom, name } = this.#options;
    const whole = custom ? freeText(this.#arguments) : this.#arguments || '{}';
    if (custom) {
      this.#tell('response.custom_tool_call_input.delta', { delta: whole });
      this.#tell('response.custom_tool_call_input.done', { input: whole });
    } else {
      this.#tell('response.function_call_arguments.done', { arguments: whole, name });
    }
    const item = this.#item('completed', whole);
    this.#emit({ type: 'response.output_item.done', output_index: this.#options.outputIndex, item });
    return item;
  }

  #item(status: 'in_progress' | 'completed', text: string): ResponsesOutputItem {
    const { itemId: id, callId: call_id, name, custom } = this.#options;
    return custom
      ? { type: 'custom_tool_call', id, status, call_id, name, input: text }
      : { type: 'function_call', id, status, call_id, name, arguments: text };
  }

  #tell(type: string, members: object): void {
    this.#emit({ type, item_id: this.#options.itemId, output_index: this.#options.outputIndex, ...members });
  }
}

function freeText(argumentsText: string): string {
  const parsed = parseJson(argumentsText);
  const input = isRecord(parsed) ? parsed['input'] : undefined;
  return typeof input === 'string' ? input : argumentsText;
}
