/** JSON Schema as the caller wrote it, never rewritten. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Text. A model may sign it (`signature`), and then wants the signature back with it. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  readonly signature?: string | undefined;
}

/** An image, a document, a sound or a film: inline as base64, or where it is. */
export interface MediaPart {
  readonly type: 'media';
  readonly mediaType: string | undefined;
  readonly source: { readonly kind: 'base64'; readonly data: string } | { readonly kind: 'uri'; readonly uri: string };
  readonly name?: string | undefined;
  /** How closely a model should look at it. */
  readonly detail?: 'low' | 'high' | undefined;
  readonly signature?: string | undefined;
}

/** The model's reasoning, or (`redacted`) an opaque piece of it that only its provider can read. */
export interface ThinkingPart {
  readonly type: 'thinking';
  readonly text: string;
  readonly signature?: string | undefined;
  readonly redacted?: string | undefined;
}

/** A call of the caller's tool, `arguments` parsed. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly signature?: string | undefined;
}

/** What a tool answered. `toolName` is the name of the call it answers. */
export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: readonly (TextPart | MediaPart)[];
  readonly isError: boolean;
}

/** A piece of a message. */
export type ContentPart = TextPart | MediaPart | ThinkingPart | ToolCallPart | ToolResultPart;

/** A turn; consecutive turns of one role are allowed and are merged where a target demands it. */
export interface NeutralMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ContentPart[];
}

/** A function the caller offers. */
export interface NeutralTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: JsonSchema | undefined;
}

/** Whether the model may, must or must not call; `names` narrows it to some of the tools. */
export interface ToolChoice {
  readonly mode: 'auto' | 'required' | 'none';
  readonly names?: readonly string[] | undefined;
}

/** How the next token is chosen, and how long the answer may be. Absent means the target's default. */
export interface Sampling {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  /** What the caller's wire calls `stopSequences`, for refusals. */
  readonly stopField?: string | undefined;
  readonly seed?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly candidates?: number | undefined;
  /** Number of alternatives per token, 0 for the chosen one only; absent for no log probabilities. */
  readonly topLogprobs?: number | undefined;
}

/** The form the answer must have. */
export type ResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json'; readonly schema?: JsonSchema | undefined; readonly name?: string | undefined };

/** How hard to think, in words. */
export type ThinkingEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** How hard to think, as an effort or as a budget (-1: the model decides), and whether to show it. */
export interface ThinkingConfig {
  readonly effort?: ThinkingEffort | undefined;
  readonly budgetTokens?: number | undefined;
  readonly includeThoughts: boolean;
}

/** The provider's own web search, asked for by the caller. */
export interface WebSearch {
  readonly allowedDomains?: readonly string[] | undefined;
  readonly blockedDomains?: readonly string[] | undefined;
  readonly maxUses?: number | undefined;
}

/** One request between the wires. */
export interface NeutralRequest {
  readonly model: string;
  readonly stream: boolean;
  /** The caller wants usage at the end of the stream (only a question on the OpenAI Chat wire). */
  readonly includeUsage: boolean;
  /** What the caller calls the conversation or its user; keeps a session on one account. */
  readonly session?: string | undefined;
  readonly system: readonly TextPart[];
  readonly messages: readonly NeutralMessage[];
  readonly tools: readonly NeutralTool[];
  readonly toolChoice?: ToolChoice | undefined;
  readonly parallelToolCalls?: boolean | undefined;
  readonly sampling: Sampling;
  readonly responseFormat?: ResponseFormat | undefined;
  readonly thinking?: ThinkingConfig | undefined;
  readonly webSearch?: WebSearch | undefined;
}
