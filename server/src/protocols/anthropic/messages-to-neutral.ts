import { isRecord } from '../neutral/parse-json.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { ContentPart, NeutralMessage, TextPart, ToolResultPart } from '../neutral/request.js';
import { claudeSignature } from '../neutral/signature.js';
import { ToolCallLedger } from '../neutral/tool-call-ledger.js';
import { readMediaBlock } from './blocks-to-neutral.js';
import {
  anthropicAssistantBlockSchema,
  anthropicMediaBlockSchema,
  anthropicMessageSchema,
  anthropicUserBlockSchema,
  SERVER_BLOCKS,
  type AnthropicToolResult,
} from './schema.js';
import { fromThinkingSignature } from '../neutral/signature-mark.js';
import type { AnthropicContext } from './context.js';

/** Reads `system`. @throws RequestError */
export function readAnthropicSystem(system: string | readonly unknown[] | null | undefined): TextPart[] {
  return readTexts(system ?? [], ['system']);
}

/**
 * Reads `messages`. Turns of the role `system` join the system prompt in their order.
 *
 * @throws RequestError
 */
export function readAnthropicMessages(
  list: readonly unknown[],
  context: AnthropicContext,
): { system: TextPart[]; messages: NeutralMessage[] } {
  const ledger = new ToolCallLedger();
  const system: TextPart[] = [];
  const messages: NeutralMessage[] = [];
  list.forEach((entry, index) => {
    const path: Path = ['messages', index];
    const { role, content } = parseField(anthropicMessageSchema, entry, path);
    const contentPath = [...path, 'content'];
    if (role === 'system') system.push(...readTexts(content, contentPath));
    else if (role === 'user')
      messages.push({ role, content: new UserReader(ledger, context).read(content, contentPath) });
    else {
      ledger.assertAllAnswered();
      messages.push({ role, content: new AssistantReader(ledger, context).read(content, contentPath) });
    }
  });
  ledger.assertAllAnswered();
  return { system, messages };
}

function readTexts(content: string | readonly unknown[], path: Path): TextPart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return content.map((block, index) => {
    const read = parseField(anthropicMediaBlockSchema, block, [...path, index]);
    if (read.type === 'text') return { type: 'text', text: read.text };
    throw new RequestError([...path, index, 'type'], 'Only text blocks are possible here');
  });
}

class UserReader {
  constructor(
    readonly ledger: ToolCallLedger,
    readonly context: AnthropicContext,
  ) {}

  read(content: string | readonly unknown[], path: Path): ContentPart[] {
    if (typeof content === 'string') return [{ type: 'text', text: content }];
    return content.flatMap((entry, index) => this.#block(entry, [...path, index]));
  }

  #block(entry: unknown, path: Path): ContentPart[] {
    if (isServerBlock(entry)) return nameServerBlock(entry, this.context);
    const block = parseField(anthropicUserBlockSchema, entry, path);
    if (block.type === 'tool_result') return [this.#result(block, path)];
    if (block.type === 'text' && block.citations && this.context.version === '2026-10-21') {
      throw new RequestError([...path, 'citations'], 'API version 2026-10-21 takes no citations on text of the user');
    }
    return readMediaBlock(block, path, this.context.dropped);
  }

  #result(block: AnthropicToolResult, path: Path): ToolResultPart {
    const toolName = this.ledger.answer(block.tool_use_id, [...path, 'tool_use_id']);
    const content = typeof block.content === 'string' ? [{ type: 'text', text: block.content }] : (block.content ?? []);
    return {
      type: 'tool-result',
      toolCallId: block.tool_use_id,
      toolName,
      isError: block.is_error ?? false,
      content: content.flatMap((entry, index) => {
        const inner = [...path, 'content', index];
        if (isRecord(entry) && entry['type'] === 'tool_reference') {
          this.context.dropped.add('messages[].content[].content[].tool_reference');
          return [];
        }
        return readMediaBlock(parseField(anthropicMediaBlockSchema, entry, inner), inner, this.context.dropped);
      }),
    };
  }
}

class AssistantReader {
  /** A signature that came on a thinking block and belongs to the call that follows. */
  #signature: string | undefined;

  constructor(
    readonly ledger: ToolCallLedger,
    readonly context: AnthropicContext,
  ) {}

  read(content: string | readonly unknown[], path: Path): ContentPart[] {
    if (typeof content === 'string') return [{ type: 'text', text: content }];
    return content.flatMap((entry, index) => this.#block(entry, [...path, index]));
  }

  #block(entry: unknown, path: Path): ContentPart[] {
    if (isServerBlock(entry)) return nameServerBlock(entry, this.context);
    const block = parseField(anthropicAssistantBlockSchema, entry, path);
    switch (block.type) {
      case 'thinking':
        return this.#thinking(block.thinking, block.signature);
      case 'redacted_thinking':
        return [{ type: 'thinking', text: '', redacted: block.data }];
      case 'tool_use': {
        this.ledger.open(block.id, block.name, [...path, 'id']);
        const signature = this.#signature ?? this.context.signatures.get(block.id);
        this.#signature = undefined;
        return [{ type: 'tool-call', id: block.id, name: block.name, arguments: block.input, signature }];
      }
      case 'text':
        return [{ type: 'text', text: block.text }];
      case 'image':
      case 'document':
        if (this.context.version === '2026-10-21') {
          throw new RequestError([...path, 'type'], `API version 2026-10-21 takes no ${block.type} in assistant turns`);
        }
        return readMediaBlock(block, path, this.context.dropped);
      default:
        return block satisfies never;
    }
  }

  #thinking(text: string, signature: string): ContentPart[] {
    const google = fromThinkingSignature(signature);
    if (google !== undefined) this.#signature = google;
    else if (signature !== '') return [{ type: 'thinking', text, signature: claudeSignature(signature) }];
    return text === '' ? [] : [{ type: 'thinking', text }];
  }
}

function isServerBlock(entry: unknown): entry is { type: string } {
  return isRecord(entry) && SERVER_BLOCKS.has(entry['type']);
}

function nameServerBlock(block: { type: string }, context: AnthropicContext): ContentPart[] {
  context.dropped.add(`messages[].content[].${block.type}`);
  return [];
}
