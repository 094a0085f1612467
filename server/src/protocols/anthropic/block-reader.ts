import { isRecord, parseJson } from '../neutral/parse-json.js';
import { claudeSignature } from '../neutral/signature.js';
import type { Citation, StreamPart } from '../neutral/stream-part.js';
import { packThinking, type ThinkingBlock } from './thinking-blocks.js';

type Open =
  | {
      readonly kind: 'text';
      readonly start: number;
      readonly citations: { url: string; title: string; citedText: string }[];
    }
  | { readonly kind: 'thinking'; text: string; signature: string }
  | { readonly kind: 'call'; readonly id: string; input: unknown; written: boolean }
  | { readonly kind: 'search'; input: string }
  | { readonly kind: 'other' };

/** Reads Claude's content blocks, one after another; a block may also come whole, without deltas. */
export class BlockReader {
  readonly #thinking: ThinkingBlock[] = [];
  #open: Open | undefined;
  #answerLength = 0;

  start(block: unknown, parts: StreamPart[]): void {
    this.stop(parts);
    if (!isRecord(block)) return;
    switch (block['type']) {
      case 'text':
        this.#open = { kind: 'text', start: this.#answerLength, citations: [] };
        parts.push({ type: 'text-start', choice: 0 });
        this.#text(block['text'], parts);
        if (Array.isArray(block['citations'])) for (const citation of block['citations']) this.#citation(citation);
        break;
      case 'thinking':
        this.#open = { kind: 'thinking', text: '', signature: stringOf(block['signature']) };
        parts.push({ type: 'thinking-start', choice: 0 });
        this.#thought(block['thinking'], parts);
        break;
      case 'redacted_thinking':
        this.#redacted(stringOf(block['data']), parts);
        break;
      case 'tool_use':
        this.#call(block, parts);
        break;
      case 'server_tool_use':
        this.#open = block['name'] === 'web_search' ? searchOf(block['input']) : { kind: 'other' };
        break;
      default:
        this.#open = { kind: 'other' }; // results of searches: what matters of them comes as citations
    }
  }

  delta(delta: unknown, parts: StreamPart[]): void {
    if (!isRecord(delta)) return;
    switch (delta['type']) {
      case 'text_delta':
        this.#text(delta['text'], parts);
        break;
      case 'thinking_delta':
        this.#thought(delta['thinking'], parts);
        break;
      case 'signature_delta':
        if (this.#open?.kind === 'thinking') this.#open.signature += stringOf(delta['signature']);
        break;
      case 'citations_delta':
        this.#citation(delta['citation']);
        break;
      case 'input_json_delta':
        this.#input(stringOf(delta['partial_json']), parts);
        break;
      default: // kinds that are yet to come
    }
  }

  stop(parts: StreamPart[]): void {
    const open = this.#open;
    this.#open = undefined;
    switch (open?.kind) {
      case 'text':
        this.#endText(open, parts);
        break;
      case 'thinking': {
        const { text: thinking, signature } = open;
        if (signature !== '') this.#thinking.push({ type: 'thinking', thinking, signature });
        parts.push({
          type: 'thinking-end',
          choice: 0,
          signature: signature === '' ? undefined : claudeSignature(signature),
        });
        break;
      }
      case 'call':
        if (!open.written) {
          const whole = isRecord(open.input) ? JSON.stringify(open.input) : '{}';
          parts.push({ type: 'tool-call-delta', choice: 0, id: open.id, argumentsText: whole });
        }
        parts.push({ type: 'tool-call-end', choice: 0, id: open.id });
        break;
      case 'search': {
        const input = parseJson(open.input);
        const query = isRecord(input) ? stringOf(input['query']) : '';
        if (query !== '') parts.push({ type: 'citations', choice: 0, citations: [], queries: [query] });
        break;
      }
      case 'other':
      case undefined:
        break;
      default:
        open satisfies never;
    }
  }

  #text(text: unknown, parts: StreamPart[]): void {
    if (this.#open?.kind !== 'text' || typeof text !== 'string' || text === '') return;
    this.#answerLength += text.length;
    parts.push({ type: 'text-delta', choice: 0, text });
  }

  #thought(text: unknown, parts: StreamPart[]): void {
    if (this.#open?.kind !== 'thinking' || typeof text !== 'string' || text === '') return;
    this.#open.text += text;
    parts.push({ type: 'thinking-delta', choice: 0, text });
  }

  #redacted(data: string, parts: StreamPart[]): void {
    this.#thinking.push({ type: 'redacted_thinking', data });
    parts.push({ type: 'thinking-start', choice: 0, redacted: data }, { type: 'thinking-end', choice: 0 });
  }

  /** The first call of a turn brings the thinking before it along, for wires that have no place for thinking. */
  #call(block: Record<string, unknown>, parts: StreamPart[]): void {
    const id = stringOf(block['id']);
    this.#open = { kind: 'call', id, input: block['input'], written: false };
    const signature = packThinking(this.#thinking.splice(0));
    parts.push({ type: 'tool-call-start', choice: 0, id, name: stringOf(block['name']), signature });
  }

  #input(text: string, parts: StreamPart[]): void {
    if (this.#open?.kind === 'search') this.#open.input += text;
    if (this.#open?.kind !== 'call' || text === '') return;
    this.#open.written = true;
    parts.push({ type: 'tool-call-delta', choice: 0, id: this.#open.id, argumentsText: text });
  }

  #citation(citation: unknown): void {
    if (this.#open?.kind !== 'text' || !isRecord(citation)) return;
    const url = stringOf(citation['url']);
    if (url === '') return;
    const title = stringOf(citation['title']) || url;
    this.#open.citations.push({ url, title, citedText: stringOf(citation['cited_text']) });
  }

  #endText(open: Extract<Open, { kind: 'text' }>, parts: StreamPart[]): void {
    if (open.citations.length > 0) {
      const range = { startIndex: open.start, endIndex: this.#answerLength };
      const citations: Citation[] = open.citations.map((citation) => ({ ...citation, ...range }));
      parts.push({ type: 'citations', choice: 0, citations, queries: [] });
    }
    parts.push({ type: 'text-end', choice: 0 });
  }
}

function searchOf(input: unknown): Open {
  return { kind: 'search', input: isRecord(input) && Object.keys(input).length > 0 ? JSON.stringify(input) : '' };
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
