import type { ResponsesOutputItem } from './answer.js';
import type { Emit } from './events.js';

/** Reasoning in the making: one summary, and a signature for those who ask for encrypted content. */
export class ReasoningItem {
  readonly #id: string;
  readonly #outputIndex: number;
  readonly #encrypted: boolean;
  readonly #emit: Emit;
  #text = '';
  #signature: string | undefined;

  constructor(id: string, outputIndex: number, encrypted: boolean, emit: Emit) {
    this.#id = id;
    this.#outputIndex = outputIndex;
    this.#encrypted = encrypted;
    this.#emit = emit;
    this.#emit({ type: 'response.output_item.added', output_index: outputIndex, item: this.#item() });
  }

  text(delta: string): void {
    if (this.#text === '')
      this.#tell('response.reasoning_summary_part.added', { part: { type: 'summary_text', text: '' } });
    this.#text += delta;
    this.#tell('response.reasoning_summary_text.delta', { delta });
  }

  /** @param signature  marked with its provider, as it goes out */
  sign(signature: string | undefined): void {
    this.#signature = signature;
  }

  close(): ResponsesOutputItem {
    if (this.#text !== '') {
      this.#tell('response.reasoning_summary_text.done', { text: this.#text });
      this.#tell('response.reasoning_summary_part.done', { part: { type: 'summary_text', text: this.#text } });
    }
    const item = this.#item();
    this.#emit({ type: 'response.output_item.done', output_index: this.#outputIndex, item });
    return item;
  }

  #item(): ResponsesOutputItem {
    return {
      type: 'reasoning',
      id: this.#id,
      summary: this.#text === '' ? [] : [{ type: 'summary_text', text: this.#text }],
      ...(this.#encrypted && this.#signature !== undefined ? { encrypted_content: this.#signature } : {}),
    };
  }

  #tell(type: string, members: object): void {
    this.#emit({ type, item_id: this.#id, output_index: this.#outputIndex, summary_index: 0, ...members });
  }
}
