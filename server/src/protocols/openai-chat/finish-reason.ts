import type { Finish, FinishReason } from '../neutral/finish-reason.js';
import type { ChatFinishReason } from './answer.js';

/** @see https://platform.openai.com/docs/api-reference/chat/object#chat-object-choices (read 2026-11-20) */
const REASONS: Readonly<Record<FinishReason, ChatFinishReason>> = {
  stop: 'stop',
  'stop-sequence': 'stop',
  length: 'length',
  'context-length': 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  refusal: 'content_filter',
  pause: 'stop',
  'malformed-tool-call': 'stop',
  other: 'stop',
};

/** Reasons that OpenAI's word says in full; for all others the upstream's own word is added. */
const EXACT: ReadonlySet<FinishReason> = new Set(['stop', 'stop-sequence', 'length', 'tool-calls']);

/** A finish reason in OpenAI's words, with the upstream's where ours lose something. */
export function chatFinish(finish: Finish): {
  readonly finish_reason: ChatFinishReason;
  readonly native_finish_reason?: string;
} {
  const reason = REASONS[finish.reason];
  if (EXACT.has(finish.reason) || finish.upstreamReason === undefined) return { finish_reason: reason };
  return { finish_reason: reason, native_finish_reason: finish.upstreamReason };
}

/** The text of a block, for `refusal`; an answer that ended otherwise has none. */
export function chatRefusal(finish: Finish): string | null {
  if (finish.reason !== 'content-filter' && finish.reason !== 'refusal') return null;
  return finish.message ?? `The answer was blocked${finish.upstreamReason ? ` (${finish.upstreamReason})` : ''}.`;
}
