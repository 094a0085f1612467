import type { Usage } from '../../core/usage/usage.js';
import type { Finish } from './finish-reason.js';
import type { MediaPart, TextPart, ThinkingPart } from './request.js';
import type { Citation, TokenLogprob } from './stream-part.js';

/** A tool call in an answer; its arguments stay the text that the model wrote. */
export interface AnsweredToolCall {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly signature?: string | undefined;
}

/** A piece of an answer. */
export type AnswerPart = TextPart | ThinkingPart | MediaPart | AnsweredToolCall;

/** One of the answers that were asked for. */
export interface NeutralChoice {
  readonly index: number;
  readonly content: readonly AnswerPart[];
  readonly finish: Finish;
  readonly citations: readonly Citation[];
  readonly searchQueries: readonly string[];
  readonly logprobs: readonly TokenLogprob[] | undefined;
}

/** A whole answer between the wires. */
export interface NeutralResponse {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly choices: readonly NeutralChoice[];
  readonly usage: Usage | undefined;
}
