/** A log probability as OpenAI writes it. */
export interface ChatTokenLogprob {
  readonly token: string;
  readonly bytes: readonly number[];
  readonly logprob: number;
  readonly top_logprobs: readonly Omit<ChatTokenLogprob, 'top_logprobs'>[];
}

/** `usage`. */
export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details: { readonly cached_tokens: number; readonly audio_tokens: 0 };
  readonly completion_tokens_details: {
    readonly reasoning_tokens: number;
    readonly audio_tokens: 0;
    readonly accepted_prediction_tokens: 0;
    readonly rejected_prediction_tokens: 0;
  };
}

/** A citation of a web page. */
export interface ChatAnnotation {
  readonly type: 'url_citation';
  readonly url_citation: {
    readonly url: string;
    readonly title: string;
    readonly start_index: number;
    readonly end_index: number;
  };
}

/** A tool call; the signature travels where Google's own OpenAI-compatible endpoint puts it. */
export interface ChatToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
  readonly extra_content?: { readonly google: { readonly thought_signature: string } };
}

/** A picture in an answer, in the form that clients of image-writing chat models read. */
export interface ChatImage {
  readonly type: 'image_url';
  readonly image_url: { readonly url: string };
}

/** `finish_reason`. */
export type ChatFinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** `message` of an answer. `reasoning_content` and `images` are common additions, present only when there are any. */
export interface ChatAnswerMessage {
  readonly role: 'assistant';
  readonly content: string | null;
  readonly refusal: string | null;
  readonly reasoning_content?: string;
  readonly images?: readonly ChatImage[];
  readonly annotations: readonly ChatAnnotation[];
  readonly tool_calls?: readonly ChatToolCall[];
}

/** One entry of `choices`. `native_finish_reason` is the upstream's word, where OpenAI has none as exact. */
export interface ChatChoice {
  readonly index: number;
  readonly message: ChatAnswerMessage;
  readonly logprobs: { readonly content: readonly ChatTokenLogprob[]; readonly refusal: null } | null;
  readonly finish_reason: ChatFinishReason;
  readonly native_finish_reason?: string;
}

/** The answer of `POST /v1/chat/completions`. */
export interface ChatCompletion {
  readonly id: string;
  readonly object: 'chat.completion';
  readonly created: number;
  readonly model: string;
  readonly choices: readonly ChatChoice[];
  readonly usage?: ChatUsage;
}
