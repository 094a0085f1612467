import type { Usage } from '../../core/usage/usage.js';
import type { Finish } from './finish-reason.js';
import type { WireProblem } from './problem.js';

/** A source that the answer, or a stretch of it, rests on. Indexes are UTF-16 positions in the choice's whole text. */
export interface Citation {
  readonly url: string;
  readonly title: string;
  readonly startIndex?: number | undefined;
  readonly endIndex?: number | undefined;
  readonly citedText?: string | undefined;
}

/** One token of the answer with its log probability and the alternatives to it. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly alternatives: readonly { readonly token: string; readonly logprob: number }[];
}

/**
 * One neutral event of an answer that is being streamed.
 *
 * Blocks (text, thinking, tool call) come one after another within a choice: start, deltas, end. `choice` counts from 0
 * where several answers were asked for. `finish` closes a choice; `usage` may come more than once, the last one counts.
 * `error` is the last part of a stream that failed.
 */
export type StreamPart =
  | { readonly type: 'response-start'; readonly id: string | undefined; readonly model: string | undefined }
  | { readonly type: 'text-start'; readonly choice: number }
  | { readonly type: 'text-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'text-end'; readonly choice: number; readonly signature?: string | undefined }
  | { readonly type: 'thinking-start'; readonly choice: number; readonly redacted?: string | undefined }
  | { readonly type: 'thinking-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'thinking-end'; readonly choice: number; readonly signature?: string | undefined }
  | {
      readonly type: 'tool-call-start';
      readonly choice: number;
      readonly id: string;
      readonly name: string;
      readonly signature?: string | undefined;
    }
  | { readonly type: 'tool-call-delta'; readonly choice: number; readonly id: string; readonly argumentsText: string }
  | { readonly type: 'tool-call-end'; readonly choice: number; readonly id: string }
  | { readonly type: 'media'; readonly choice: number; readonly mediaType: string; readonly data: string }
  | {
      readonly type: 'citations';
      readonly choice: number;
      readonly citations: readonly Citation[];
      readonly queries: readonly string[];
    }
  | { readonly type: 'logprobs'; readonly choice: number; readonly tokens: readonly TokenLogprob[] }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly choice: number; readonly finish: Finish }
  | { readonly type: 'error'; readonly problem: WireProblem };
