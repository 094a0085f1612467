import type { Citation, TokenLogprob } from '../neutral/stream-part.js';
import type { ChatTokenLogprob } from '../openai-chat/answer.js';
import { chatLogprobs } from '../openai-chat/details.js';
import type { ResponsesAnnotation, ResponsesContent, ResponsesOutputItem } from './answer.js';
import type { Emit } from './events.js';

/** A message in the making: one text, or one refusal. */
export class MessageItem {
  readonly #id: string;
  readonly #outputIndex: number;
  readonly #emit: Emit;
  readonly #annotations: ResponsesAnnotation[] = [];
  readonly #logprobs: ChatTokenLogprob[] = [];
  #text = '';
  #refusal: string | undefined;
  #hasText = false;

  constructor(id: string, outputIndex: number, emit: Emit) {
    this.#id = id;
    this.#outputIndex = outputIndex;
    this.#emit = emit;
    this.#emit({ type: 'response.output_item.added', output_index: outputIndex, item: this.#item('in_progress', []) });
  }

  text(delta: string): void {
    this.#openText();
    this.#text += delta;
    this.#tell('response.output_text.delta', { delta, logprobs: [] });
  }

  logprobs(tokens: readonly TokenLogprob[]): void {
    this.#logprobs.push(...chatLogprobs(tokens));
  }

  citations(citations: readonly Citation[]): void {
    for (const { url, title, startIndex = 0, endIndex = 0 } of citations) {
      this.#openText();
      const annotation = { type: 'url_citation', url, title, start_index: startIndex, end_index: endIndex } as const;
      this.#tell('response.output_text.annotation.added', { annotation_index: this.#annotations.length, annotation });
      this.#annotations.push(annotation);
    }
  }

  refuse(refusal: string): void {
    this.#refusal = refusal;
    this.#tell('response.content_part.added', { part: { type: 'refusal', refusal: '' } });
    this.#tell('response.refusal.delta', { delta: refusal });
    this.#tell('response.refusal.done', { refusal });
  }

  close(incomplete: boolean): ResponsesOutputItem {
    const content = this.#content();
    if (content.type === 'output_text') {
      this.#openText();
      this.#tell('response.output_text.done', { text: this.#text, logprobs: this.#logprobs });
    }
    this.#tell('response.content_part.done', { part: content });
    const item = this.#item(incomplete ? 'incomplete' : 'completed', [content]);
    this.#emit({ type: 'response.output_item.done', output_index: this.#outputIndex, item });
    return item;
  }

  #content(): ResponsesContent {
    if (this.#refusal !== undefined) return { type: 'refusal', refusal: this.#refusal };
    return { type: 'output_text', text: this.#text, annotations: this.#annotations, logprobs: this.#logprobs };
  }

  #openText(): void {
    if (this.#hasText) return;
    this.#hasText = true;
    const part: ResponsesContent = { type: 'output_text', text: '', annotations: [], logprobs: [] };
    this.#tell('response.content_part.added', { part });
  }

  #item(status: 'in_progress' | 'completed' | 'incomplete', content: readonly ResponsesContent[]): ResponsesOutputItem {
    return { type: 'message', id: this.#id, status, role: 'assistant', content };
  }

  #tell(type: string, members: object): void {
    this.#emit({ type, item_id: this.#id, output_index: this.#outputIndex, content_index: 0, ...members });
  }
}
