import { assertBase64 } from '../neutral/base64.js';
import { isRecord } from '../neutral/parse-json.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { ToolCallLedger } from '../neutral/tool-call-ledger.js';
import {
  anthropicAssistantBlockSchema,
  anthropicMediaBlockSchema,
  anthropicMessageSchema,
  anthropicUserBlockSchema,
} from './schema.js';

/** Kinds of blocks that are known; Claude's own grow, and any other is Claude's to judge. */
const KNOWN: ReadonlySet<unknown> = new Set([
  'text',
  'image',
  'document',
  'search_result',
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
]);

/** Looks at a system prompt that is passed on to Claude. @throws RequestError */
export function checkSystem(system: string | readonly unknown[] | null | undefined): void {
  if (Array.isArray(system)) checkMedia(system, ['system']);
}

/**
 * Looks at turns that are passed on to Claude as closely as at those that are translated: the blocks, their files, and
 * that every call has its result. What is unknown stays as it is.
 *
 * @throws RequestError naming the field at fault
 */
export function checkTurns(turns: readonly unknown[]): void {
  const ledger = new ToolCallLedger();
  turns.forEach((entry, index) => {
    const path: Path = ['messages', index];
    const { role, content } = parseField(anthropicMessageSchema, entry, path);
    if (role === 'assistant') ledger.assertAllAnswered();
    if (typeof content === 'string') return;
    const contentPath = [...path, 'content'];
    if (role === 'system') checkMedia(content, contentPath);
    else if (role === 'user') content.forEach((block, place) => checkUserBlock(block, [...contentPath, place], ledger));
    else content.forEach((block, place) => checkAssistantBlock(block, [...contentPath, place], ledger));
  });
  ledger.assertAllAnswered();
}

function checkUserBlock(entry: unknown, path: Path, ledger: ToolCallLedger): void {
  if (isUnknown(entry)) return;
  const block = parseField(anthropicUserBlockSchema, entry, path);
  if (block.type === 'tool_result') {
    ledger.answer(block.tool_use_id, [...path, 'tool_use_id']);
    if (Array.isArray(block.content)) checkMedia(block.content, [...path, 'content']);
  } else checkFile(block, path);
}

function checkAssistantBlock(entry: unknown, path: Path, ledger: ToolCallLedger): void {
  if (isUnknown(entry)) return;
  const block = parseField(anthropicAssistantBlockSchema, entry, path);
  if (block.type === 'tool_use') ledger.open(block.id, block.name, [...path, 'id']);
  else checkFile(block, path);
}

function checkMedia(blocks: readonly unknown[], path: Path): void {
  blocks.forEach((entry, index) => {
    if (isUnknown(entry)) return;
    const inner = [...path, index];
    checkFile(parseField(anthropicMediaBlockSchema, entry, inner), inner);
  });
}

function checkFile(block: { readonly type: string; readonly source?: unknown }, path: Path): void {
  const { source } = block;
  if (!isRecord(source)) return;
  if (source['type'] === 'base64' && typeof source['data'] === 'string')
    assertBase64(source['data'], [...path, 'source', 'data']);
  if (source['type'] === 'content' && Array.isArray(source['content']))
    checkMedia(source['content'], [...path, 'source', 'content']);
}

const isUnknown = (entry: unknown): boolean =>
  isRecord(entry) && typeof entry['type'] === 'string' && !KNOWN.has(entry['type']);
