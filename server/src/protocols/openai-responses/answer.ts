import type { ChatTokenLogprob } from '../openai-chat/answer.js';

/** Fields of the request that the answer repeats. */
export interface ResponsesEcho {
  readonly instructions: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly temperature: number;
  readonly top_p: number;
  readonly top_logprobs: number;
  readonly max_output_tokens: number | null;
  readonly parallel_tool_calls: boolean;
  readonly tool_choice: unknown;
  readonly tools: readonly unknown[];
  readonly text: unknown;
  readonly reasoning: { readonly effort: string | null; readonly summary: string | null };
  readonly truncation: string;
  readonly user: string | null;
  readonly prompt_cache_key: string | null;
  readonly safety_identifier: string | null;
}

/** `usage`. */
export interface ResponsesUsage {
  readonly input_tokens: number;
  readonly input_tokens_details: { readonly cached_tokens: number };
  readonly output_tokens: number;
  readonly output_tokens_details: { readonly reasoning_tokens: number };
  readonly total_tokens: number;
}

/** A citation of a web page in a text. */
export interface ResponsesAnnotation {
  readonly type: 'url_citation';
  readonly url: string;
  readonly title: string;
  readonly start_index: number;
  readonly end_index: number;
}

/** A text, or a refusal, within a message. */
export type ResponsesContent =
  | {
      readonly type: 'output_text';
      readonly text: string;
      readonly annotations: readonly ResponsesAnnotation[];
      readonly logprobs: readonly ChatTokenLogprob[];
    }
  | { readonly type: 'refusal'; readonly refusal: string };

type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

/** An entry of `output`. */
export type ResponsesOutputItem =
  | {
      readonly type: 'message';
      readonly id: string;
      readonly status: ItemStatus;
      readonly role: 'assistant';
      readonly content: readonly ResponsesContent[];
    }
  | {
      readonly type: 'reasoning';
      readonly id: string;
      readonly summary: readonly { readonly type: 'summary_text'; readonly text: string }[];
      readonly encrypted_content?: string;
    }
  | {
      readonly type: 'function_call';
      readonly id: string;
      readonly status: ItemStatus;
      readonly call_id: string;
      readonly name: string;
      readonly arguments: string;
    }
  | {
      readonly type: 'custom_tool_call';
      readonly id: string;
      readonly status: ItemStatus;
      readonly call_id: string;
      readonly name: string;
      readonly input: string;
    }
  | {
      readonly type: 'web_search_call';
      readonly id: string;
      readonly status: 'completed';
      readonly action: { readonly type: 'search'; readonly query: string; readonly queries: readonly string[] };
    }
  | {
      readonly type: 'image_generation_call';
      readonly id: string;
      readonly status: 'completed';
      readonly result: string;
    };

/** The answer of `POST /v1/responses`, at any moment of its making. */
export interface ResponsesAnswer extends ResponsesEcho {
  readonly id: string;
  readonly object: 'response';
  readonly created_at: number;
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly background: false;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly incomplete_details: { readonly reason: 'max_output_tokens' | 'content_filter' } | null;
  readonly model: string;
  readonly output: readonly ResponsesOutputItem[];
  readonly previous_response_id: null;
  readonly service_tier: 'default';
  readonly store: false;
  readonly usage: ResponsesUsage | null;
}
