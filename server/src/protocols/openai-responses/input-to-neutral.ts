import type { TranslationContext } from '../neutral/context.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { ContentPart, MediaPart, NeutralMessage, TextPart } from '../neutral/request.js';
import { fromThinkingSignature } from '../neutral/signature-mark.js';
import { ToolCallLedger } from '../neutral/tool-call-ledger.js';
import { readResponsesPart } from './parts-to-neutral.js';
import { responsesItemSchema, type ResponsesItem } from './schema.js';

type ItemOf<Type extends ResponsesItem['type']> = Extract<ResponsesItem, { type: Type }>;

/**
 * Reads `input`: a list of items, of which consecutive ones by the same side make a turn.
 *
 * @throws RequestError
 */
export function readResponsesInput(
  input: string | readonly unknown[],
  context: TranslationContext,
): { system: TextPart[]; messages: NeutralMessage[] } {
  if (typeof input === 'string') {
    return { system: [], messages: [{ role: 'user', content: [{ type: 'text', text: input }] }] };
  }
  const reader = new InputReader(context);
  input.forEach((entry, index) => reader.push(entry, ['input', index]));
  return reader.finish();
}

class InputReader {
  readonly #context: TranslationContext;
  readonly #ledger = new ToolCallLedger();
  readonly #system: TextPart[] = [];
  readonly #messages: { role: 'user' | 'assistant'; content: ContentPart[] }[] = [];
  /** A signature that came on a reasoning item and belongs to the call that follows. */
  #signature: string | undefined;

  constructor(context: TranslationContext) {
    this.#context = context;
  }

  push(entry: unknown, path: Path): void {
    const item = parseField(responsesItemSchema, withType(entry, path), path);
    switch (item.type) {
      case 'message':
        this.#message(item, path);
        break;
      case 'function_call':
        this.#call(item.call_id, item.name, readArguments(item.arguments, [...path, 'arguments']), path);
        break;
      case 'custom_tool_call':
        this.#call(item.call_id, item.name, { input: item.input }, path);
        break;
      case 'function_call_output':
      case 'custom_tool_call_output':
        this.#output(item, path);
        break;
      case 'reasoning':
        this.#reasoning(item);
        break;
      case 'web_search_call':
        this.#context.dropped.add('input[].web_search_call');
        break;
      case 'image_generation_call':
        this.#picture(item);
        break;
      default:
        item satisfies never;
    }
  }

  finish(): { system: TextPart[]; messages: NeutralMessage[] } {
    this.#ledger.assertAllAnswered();
    return { system: this.#system, messages: this.#messages };
  }

  #message(item: ItemOf<'message'>, path: Path): void {
    const content = this.#content(item.content, [...path, 'content']);
    if (item.role === 'system' || item.role === 'developer') {
      content.forEach((part, index) => {
        if (part.type !== 'text') throw new RequestError([...path, 'content', index], 'Only text is possible here');
        this.#system.push(part);
      });
      return;
    }
    if (item.role === 'user') this.#ledger.assertAllAnswered();
    this.#turn(item.role).push(...content);
  }

  #content(content: string | readonly unknown[], path: Path): (TextPart | MediaPart)[] {
    if (typeof content === 'string') return [{ type: 'text', text: content }];
    return content.map((part, index) => readResponsesPart(part, [...path, index], this.#context.dropped));
  }

  #call(id: string, name: string, argumentsObject: Record<string, unknown>, path: Path): void {
    this.#ledger.open(id, name, [...path, 'call_id']);
    const signature = this.#signature ?? this.#context.signatures.get(id);
    this.#signature = undefined;
    this.#turn('assistant').push({ type: 'tool-call', id, name, arguments: argumentsObject, signature });
  }

  #output(item: ItemOf<'function_call_output' | 'custom_tool_call_output'>, path: Path): void {
    const toolName = this.#ledger.answer(item.call_id, [...path, 'call_id']);
    const content = this.#content(item.output, [...path, 'output']);
    this.#turn('user').push({ type: 'tool-result', toolCallId: item.call_id, toolName, content, isError: false });
  }

  #reasoning(item: ItemOf<'reasoning'>): void {
    const pieces = item.content?.length ? item.content : (item.summary ?? []);
    const text = pieces.map((piece) => piece.text).join('\n\n');
    const encrypted = item.encrypted_content ?? undefined;
    const google = encrypted === undefined ? undefined : fromThinkingSignature(encrypted);
    if (google !== undefined) this.#signature = google;
    // What else is encrypted is Claude's, marked as such by our own answer, or was made by OpenAI and helps nobody here.
    const signature = encrypted?.startsWith('claude:') ? encrypted : undefined;
    if (encrypted !== undefined && google === undefined && signature === undefined) {
      this.#context.dropped.add('input[].encrypted_content');
    }
    if (text !== '' || signature !== undefined) this.#turn('assistant').push({ type: 'thinking', text, signature });
  }

  #picture(item: ItemOf<'image_generation_call'>): void {
    if (!item.result) return;
    this.#turn('assistant').push({
      type: 'media',
      mediaType: 'image/png',
      source: { kind: 'base64', data: item.result },
    });
  }

  #turn(role: 'user' | 'assistant'): ContentPart[] {
    const last = this.#messages.at(-1);
    if (last?.role === role) return last.content;
    const content: ContentPart[] = [];
    this.#messages.push({ role, content });
    return content;
  }
}

/** Messages may come without a type; the ones that name what is stored at OpenAI are refused. */
function withType(entry: unknown, path: Path): unknown {
  if (!isRecord(entry)) return entry;
  const type = entry['type'];
  if (type === 'item_reference' || ((type === undefined || type === null) && 'id' in entry && !('role' in entry))) {
    throw new RequestError([...path, 'id'], 'Items are not stored here; send the item itself');
  }
  return type === undefined && 'role' in entry ? { ...entry, type: 'message' } : entry;
}

function readArguments(text: string, path: Path): Record<string, unknown> {
  const parsed = text.trim() === '' ? {} : parseJson(text);
  if (!isRecord(parsed)) throw new RequestError(path, 'Expected the text of a JSON object');
  assertDepth(parsed, path);
  return parsed;
}
