import type { JsonSchema } from '../neutral/request.js';
import type { ThinkingBlock } from './thinking-blocks.js';

/** Where a picture or document is. */
export type AnthropicSource =
  | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
  | { readonly type: 'text'; readonly media_type: 'text/plain'; readonly data: string }
  | { readonly type: 'url'; readonly url: string };

/** Blocks that a tool may answer with, and a user may say. */
export type AnthropicInputBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly source: AnthropicSource }
  | { readonly type: 'document'; readonly source: AnthropicSource; readonly title?: string };

/** A block of a request. */
export type AnthropicRequestBlock =
  | AnthropicInputBlock
  | ThinkingBlock
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object }
  | {
      readonly type: 'tool_result';
      readonly tool_use_id: string;
      readonly content: readonly AnthropicInputBlock[];
      readonly is_error?: true;
    };

/** A turn of a request. */
export interface AnthropicRequestMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly AnthropicRequestBlock[];
}

/** An entry of `tools`. */
export type AnthropicRequestTool =
  | { readonly name: string; readonly description?: string; readonly input_schema: JsonSchema }
  | {
      readonly type: 'web_search_20250305';
      readonly name: 'web_search';
      readonly allowed_domains?: readonly string[];
      readonly blocked_domains?: readonly string[];
      readonly max_uses?: number;
    };

/**
 * A Messages request for Claude on Vertex AI: without the model, which is in the address, and with the version inside.
 *
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude (read 2026-11-20)
 */
export interface AnthropicRequest {
  readonly anthropic_version: string;
  readonly max_tokens: number;
  readonly messages: readonly AnthropicRequestMessage[];
  readonly stream?: true;
  readonly system?: readonly { readonly type: 'text'; readonly text: string }[];
  readonly tools?: readonly AnthropicRequestTool[];
  readonly tool_choice?: object;
  readonly thinking?: object;
  readonly output_config?: object;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly stop_sequences?: readonly string[];
}
