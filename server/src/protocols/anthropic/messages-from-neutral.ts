import type { DroppedFields } from '../neutral/dropped-fields.js';
import { RequestError } from '../neutral/request-error.js';
import type { ContentPart, MediaPart, NeutralMessage, TextPart, ToolResultPart } from '../neutral/request.js';
import { asClaudeSignature } from '../neutral/signature.js';
import type { AnthropicInputBlock, AnthropicRequestBlock, AnthropicRequestMessage } from './request.js';
import { unpackThinking } from './thinking-blocks.js';

/**
 * Writes `messages`. Turns of one role are merged, since the roles must alternate; within a user's turn the results of
 * tools come first, and within the model's its thinking, as Claude demands.
 *
 * @throws RequestError for media that Claude does not read
 */
export function claudeMessages(messages: readonly NeutralMessage[], dropped: DroppedFields): AnthropicRequestMessage[] {
  const turns: { role: 'user' | 'assistant'; parts: ContentPart[] }[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...content);
    else turns.push({ role, parts: [...content] });
  }
  const written = turns
    .map(({ role, parts }) => ({
      role,
      content: role === 'user' ? userBlocks(parts) : assistantBlocks(parts, dropped),
    }))
    .filter((turn) => turn.content.length > 0);
  return written[0]?.role === 'assistant' ? [SILENCE, ...written] : written;
}

/** Claude wants the user to begin; where the model has greeted first, as in some chats, the user has said nothing yet. */
const SILENCE: AnthropicRequestMessage = { role: 'user', content: [{ type: 'text', text: '…' }] };

function userBlocks(parts: readonly ContentPart[]): AnthropicRequestBlock[] {
  const results = parts.filter((part) => part.type === 'tool-result').map(toolResult);
  const said = parts.flatMap((part) => (part.type === 'text' || part.type === 'media' ? inputBlocks(part) : []));
  return [...results, ...said];
}

function assistantBlocks(parts: readonly ContentPart[], dropped: DroppedFields): AnthropicRequestBlock[] {
  const blocks = parts.flatMap((part) => assistantBlock(part, dropped));
  if (blocks.some((block) => block.type === 'thinking' || block.type === 'redacted_thinking')) return blocks;
  // A caller whose wire has no place for thinking brings it back on the call.
  const packed = parts.flatMap((part) => (part.type === 'tool-call' ? unpackThinking(part.signature) : []));
  return [...packed, ...blocks];
}

function assistantBlock(part: ContentPart, dropped: DroppedFields): AnthropicRequestBlock[] {
  switch (part.type) {
    case 'text':
      return inputBlocks(part);
    case 'media':
      dropped.add('messages[].content[].image');
      return [];
    case 'thinking': {
      if (part.redacted !== undefined) return [{ type: 'redacted_thinking', data: part.redacted }];
      const signature = asClaudeSignature(part.signature);
      if (signature !== undefined) return [{ type: 'thinking', thinking: part.text, signature }];
      dropped.add('messages[].reasoning');
      return [];
    }
    case 'tool-call':
      return [{ type: 'tool_use', id: toolUseId(part.id), name: part.name, input: part.arguments }];
    case 'tool-result':
      return [];
    default:
      return part satisfies never;
  }
}

function toolResult(part: ToolResultPart): AnthropicRequestBlock {
  return {
    type: 'tool_result',
    tool_use_id: toolUseId(part.toolCallId),
    content: part.content.flatMap(inputBlocks),
    ...(part.isError ? { is_error: true } : {}),
  };
}

/** Claude takes letters, digits, `_` and `-` in ids only; other providers' may hold more. */
function toolUseId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_');
}

function inputBlocks(part: TextPart | MediaPart): AnthropicInputBlock[] {
  if (part.type === 'media') return [mediaBlock(part)];
  return part.text === '' ? [] : [{ type: 'text', text: part.text }]; // empty texts are refused
}

const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function mediaBlock({ mediaType, source, name }: MediaPart): AnthropicInputBlock {
  const isImage = mediaType === undefined || IMAGES.has(mediaType);
  const title = name === undefined ? {} : { title: name };
  if (source.kind === 'uri') {
    if (!source.uri.startsWith('https:') || !(isImage || mediaType === 'application/pdf')) throw unreadable(mediaType);
    const url = { type: 'url', url: source.uri } as const;
    return isImage ? { type: 'image', source: url } : { type: 'document', source: url, ...title };
  }
  if (mediaType !== undefined && isImage) {
    return { type: 'image', source: { type: 'base64', media_type: mediaType, data: source.data } };
  }
  if (mediaType === 'application/pdf') {
    return { type: 'document', source: { type: 'base64', media_type: mediaType, data: source.data }, ...title };
  }
  if (mediaType?.startsWith('text/')) {
    const data = Buffer.from(source.data, 'base64').toString('utf8');
    return { type: 'document', source: { type: 'text', media_type: 'text/plain', data }, ...title };
  }
  throw unreadable(mediaType);
}

function unreadable(mediaType: string | undefined): RequestError {
  const kind = mediaType?.split('/', 1)[0] ?? 'unknown';
  return new RequestError(['messages'], `Media of the kind "${kind}" cannot be carried to this model`, {
    hint: 'Claude reads PNG, JPEG, GIF and WebP images, PDF and text.',
  });
}
