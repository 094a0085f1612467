/** `usage`, of an answer or at the end of a stream. */
export interface AnthropicUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: { readonly ephemeral_5m_input_tokens: number; readonly ephemeral_1h_input_tokens: number };
  readonly output_tokens_details: { readonly thinking_tokens: number };
  readonly server_tool_use: { readonly web_search_requests: number; readonly web_fetch_requests: number } | null;
  readonly service_tier: 'standard';
  readonly inference_geo: null;
  readonly speed: null;
}

/** A source on the web that a stretch of text rests on. */
export interface AnthropicCitation {
  readonly type: 'web_search_result_location';
  readonly url: string;
  readonly title: string;
  readonly cited_text: string;
  readonly encrypted_index: string;
}

/** A block of an answer. */
export type AnthropicBlock =
  | { readonly type: 'text'; readonly text: string; readonly citations: readonly AnthropicCitation[] | null }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      readonly caller: { readonly type: 'direct' };
    };

/** `stop_reason`. */
export type AnthropicStopReason =
  'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use' | 'pause_turn' | 'refusal' | 'model_context_window_exceeded';

/** How an answer ended. */
export interface AnthropicStop {
  readonly stop_reason: AnthropicStopReason | null;
  readonly stop_sequence: string | null;
  readonly stop_details: {
    readonly type: 'refusal';
    readonly category: null;
    readonly explanation: string | null;
  } | null;
}

/** The answer of `POST /v1/messages`. */
export interface AnthropicMessage extends AnthropicStop {
  readonly id: string;
  readonly type: 'message';
  readonly role: 'assistant';
  readonly model: string;
  readonly content: readonly AnthropicBlock[];
  readonly container: null;
  readonly diagnostics: null;
  readonly usage: AnthropicUsage;
}
