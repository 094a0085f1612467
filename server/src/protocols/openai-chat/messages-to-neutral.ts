import type { TranslationContext } from '../neutral/context.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import { assertDepth, parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type {
  ContentPart,
  MediaPart,
  NeutralMessage,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '../neutral/request.js';
import { ToolCallLedger } from '../neutral/tool-call-ledger.js';
import { readChatPart } from './parts-to-neutral.js';
import { chatMessageSchema, chatToolCallSchema, type ChatMessage } from './schema.js';

type MessageOf<Role extends ChatMessage['role']> = Extract<ChatMessage, { role: Role }>;

/**
 * Reads `messages`. System and developer messages, wherever they stand, become the system prompt in their order; tool
 * messages become results in a user turn, paired with the call they answer.
 *
 * @throws RequestError
 */
export function readChatMessages(
  list: readonly unknown[],
  context: TranslationContext,
): { system: TextPart[]; messages: NeutralMessage[] } {
  const reader = new MessagesReader(context);
  list.forEach((entry, index) => reader.push(entry, ['messages', index]));
  return reader.finish();
}

class MessagesReader {
  readonly #context: TranslationContext;
  readonly #ledger = new ToolCallLedger();
  readonly #system: TextPart[] = [];
  readonly #messages: NeutralMessage[] = [];

  constructor(context: TranslationContext) {
    this.#context = context;
  }

  push(entry: unknown, path: Path): void {
    const message = parseField(chatMessageSchema, entry, path);
    if ('name' in message && message.name && message.role !== 'function') this.#context.dropped.add('messages[].name');
    switch (message.role) {
      case 'system':
      case 'developer':
        this.#system.push(...onlyText(this.#content(message.content, path), path));
        break;
      case 'user':
        this.#ledger.assertAllAnswered();
        this.#messages.push({ role: 'user', content: this.#content(message.content, path) });
        break;
      case 'assistant':
        this.#ledger.assertAllAnswered();
        this.#messages.push({ role: 'assistant', content: this.#assistant(message, path) });
        break;
      case 'tool':
        this.#result(message.tool_call_id, [...path, 'tool_call_id'], this.#content(message.content, path));
        break;
      case 'function':
        this.#result(functionCallId(message.name), [...path, 'name'], [{ type: 'text', text: message.content ?? '' }]);
        break;
      default:
        message satisfies never;
    }
  }

  finish(): { system: TextPart[]; messages: NeutralMessage[] } {
    this.#ledger.assertAllAnswered();
    return { system: this.#system, messages: this.#messages };
  }

  #content(content: string | readonly unknown[], path: Path): (TextPart | MediaPart)[] {
    if (typeof content === 'string') return [{ type: 'text', text: content }];
    return content.map((part, index) => readChatPart(part, [...path, 'content', index], this.#context.dropped));
  }

  #assistant(message: MessageOf<'assistant'>, path: Path): ContentPart[] {
    if (message.audio) this.#context.dropped.add('messages[].audio');
    const content: ContentPart[] = [];
    // Reasoning that a caller echoes has no signature of its own: it is kept as a thought, never mixed into the answer.
    if (message.reasoning_content) content.push({ type: 'thinking', text: message.reasoning_content });
    const signature = message.extra_content?.google?.thought_signature ?? undefined;
    for (const part of this.#content(message.content ?? [], path)) {
      if (part.type !== 'text' || part.text !== '') content.push(part);
    }
    if (signature !== undefined) signLast(content, signature);
    if (message.refusal) content.push({ type: 'text', text: message.refusal });
    message.tool_calls?.forEach((call, index) => content.push(this.#toolCall(call, [...path, 'tool_calls', index])));
    if (message.function_call) {
      const { name, arguments: text } = message.function_call;
      content.push(this.#call(functionCallId(name), name, text, [...path, 'function_call']));
    }
    return content;
  }

  #toolCall(entry: unknown, path: Path): ToolCallPart {
    const call = parseField(chatToolCallSchema, entry, path);
    if (call.type === 'custom') {
      throw new RequestError([...path, 'type'], 'Custom tool calls cannot be carried to this model');
    }
    const part = this.#call(
      call.id,
      call.function.name,
      call.function.arguments,
      [...path, 'function'],
      [...path, 'id'],
    );
    const signature = call.extra_content?.google?.thought_signature ?? this.#context.signatures.get(call.id);
    return signature === undefined ? part : { ...part, signature };
  }

  #call(id: string, name: string, argumentsText: string, path: Path, idPath: Path = path): ToolCallPart {
    this.#ledger.open(id, name, idPath);
    return { type: 'tool-call', id, name, arguments: readArguments(argumentsText, [...path, 'arguments']) };
  }

  /** Results of one model turn stand together in one user turn. */
  #result(toolCallId: string, path: Path, content: (TextPart | MediaPart)[]): void {
    const toolName = this.#ledger.answer(toolCallId, path);
    const result: ToolResultPart = { type: 'tool-result', toolCallId, toolName, content, isError: false };
    const last = this.#messages.at(-1);
    if (last?.role === 'user' && last.content.at(-1)?.type === 'tool-result') {
      (last.content as ContentPart[]).push(result);
    } else {
      this.#messages.push({ role: 'user', content: [result] });
    }
  }
}

/** The older `function_call` has no ids; a name is called once per turn. */
function functionCallId(name: string): string {
  return `function_${name}`;
}

/** A model's arguments: an object as text; models write nothing at all for a tool without parameters. */
function readArguments(text: string, path: Path): Record<string, unknown> {
  const parsed = text.trim() === '' ? {} : parseJson(text);
  if (!isRecord(parsed)) throw new RequestError(path, 'Expected the text of a JSON object');
  assertDepth(parsed, path);
  return parsed;
}

function onlyText(parts: readonly (TextPart | MediaPart)[], path: Path): TextPart[] {
  return parts.map((part, index) => {
    if (part.type === 'text') return part;
    throw new RequestError([...path, 'content', index], 'Only text is possible here');
  });
}

function signLast(content: ContentPart[], signature: string): void {
  const last = content.at(-1);
  if (last?.type === 'text') content[content.length - 1] = { ...last, signature };
}
