import type { Finish, FinishReason } from '../neutral/finish-reason.js';
import type { AnthropicStop, AnthropicStopReason } from './answer.js';

/** @see https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons (read 2026-11-20) */
const REASONS: Readonly<Record<FinishReason, AnthropicStopReason>> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'context-length': 'model_context_window_exceeded',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
  'malformed-tool-call': 'end_turn',
  other: 'end_turn',
};

const FINISHES: Readonly<Record<AnthropicStopReason, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop-sequence',
  max_tokens: 'length',
  model_context_window_exceeded: 'context-length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
  pause_turn: 'pause',
};

/** A neutral finish in this wire's words; a refusal carries the upstream's own. */
export function anthropicStop(finish: Finish): AnthropicStop {
  const reason = REASONS[finish.reason];
  return {
    stop_reason: reason,
    stop_sequence: reason === 'stop_sequence' ? (finish.stopSequence ?? null) : null,
    stop_details:
      reason === 'refusal'
        ? { type: 'refusal', category: null, explanation: finish.message ?? finish.upstreamReason ?? null }
        : null,
  };
}

/** Claude's stop reason in the neutral form; a word we do not know is kept beside `other`. */
export function finishFromStopReason(stopReason: string, stopSequence?: string, message?: string): Finish {
  const reason = Object.hasOwn(FINISHES, stopReason) ? FINISHES[stopReason as AnthropicStopReason] : 'other';
  return { reason, upstreamReason: stopReason, stopSequence, message };
}
