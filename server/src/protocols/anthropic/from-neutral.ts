import { isRecord, parseJson } from '../neutral/parse-json.js';
import type { AnswerPart, NeutralResponse } from '../neutral/response.js';
import type { SignatureStore } from '../neutral/signature-store.js';
import type { Citation } from '../neutral/stream-part.js';
import type { AnthropicBlock, AnthropicCitation, AnthropicMessage } from './answer.js';
import { anthropicStop } from './stop-reason.js';
import { toThinkingSignature } from '../neutral/signature-mark.js';
import { anthropicUsage } from './usage.js';

/** What an answer needs that the upstream does not say. */
export interface AnthropicAnswerOptions {
  /** `msg_…` */
  readonly id: string;
  /** The model's name as the caller asked for it. */
  readonly model: string;
  /** The caller asked for thinking: only then may thinking blocks appear. */
  readonly thinking: boolean;
  readonly signatures: SignatureStore;
}

/** Writes a whole answer as a message. */
export function anthropicFromNeutral(response: NeutralResponse, options: AnthropicAnswerOptions): AnthropicMessage {
  const choice = response.choices[0];
  return {
    id: options.id,
    type: 'message',
    role: 'assistant',
    model: options.model,
    content: blocks(choice?.content ?? [], choice?.citations ?? [], options),
    ...anthropicStop(choice?.finish ?? { reason: 'other' }),
    container: null,
    diagnostics: null,
    usage: anthropicUsage(response.usage, choice?.searchQueries.length),
  };
}

function blocks(
  content: readonly AnswerPart[],
  citations: readonly Citation[],
  options: AnthropicAnswerOptions,
): AnthropicBlock[] {
  const written: AnthropicBlock[] = [];
  for (const part of content) {
    switch (part.type) {
      case 'text':
        written.push({ type: 'text', text: part.text, citations: null });
        break;
      case 'thinking':
        if (part.redacted !== undefined) written.push({ type: 'redacted_thinking', data: part.redacted });
        else if (options.thinking) written.push({ type: 'thinking', thinking: part.text, signature: '' });
        break;
      case 'media':
        if (part.source.kind === 'base64') written.push(pictureBlock(part.mediaType ?? 'image/png', part.source.data));
        break;
      case 'tool-call':
        if (part.signature !== undefined) sign(written, part.id, part.signature, options);
        written.push(toolUse(part.id, part.name, part.argumentsText));
        break;
      default:
        part satisfies never;
    }
  }
  return citations.length > 0 ? cite(written, citations) : written;
}

/** A call's signature goes on the thinking block before it, which is made where there is none. */
function sign(written: AnthropicBlock[], id: string, signature: string, options: AnthropicAnswerOptions): void {
  options.signatures.put(id, signature);
  if (!options.thinking) return;
  const last = written.at(-1);
  const thinking = last?.type === 'thinking' && last.signature === '' ? last.thinking : undefined;
  if (thinking !== undefined) written.pop();
  written.push({ type: 'thinking', thinking: thinking ?? '', signature: toThinkingSignature(signature) });
}

function toolUse(id: string, name: string, argumentsText: string): AnthropicBlock {
  const input = parseJson(argumentsText);
  return { type: 'tool_use', id, name, input: isRecord(input) ? input : {}, caller: { type: 'direct' } };
}

/** This wire's answers hold no pictures: one is written as Markdown with a data URL, so that it is not lost. */
export function pictureText(mediaType: string, data: string): string {
  return `![image](data:${mediaType};base64,${data})`;
}

function pictureBlock(mediaType: string, data: string): AnthropicBlock {
  return { type: 'text', text: pictureText(mediaType, data), citations: null };
}

/** A web source; the encrypted index, which only Anthropic's own search makes, is empty. */
export function anthropicCitation({ url, title, citedText }: Citation): AnthropicCitation {
  return { type: 'web_search_result_location', url, title, cited_text: citedText ?? '', encrypted_index: '' };
}

function cite(written: AnthropicBlock[], citations: readonly Citation[]): AnthropicBlock[] {
  const last = written.findLastIndex((block) => block.type === 'text');
  const block = written[last];
  if (block?.type === 'text') written[last] = { ...block, citations: citations.map(anthropicCitation) };
  return written;
}
