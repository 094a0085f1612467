/** The answer of `POST /v1/messages/count_tokens`. */
export interface AnthropicTokenCount {
  readonly input_tokens: number;
}

/** A count of tokens in Anthropic's form. */
export function anthropicTokenCount(inputTokens: number): AnthropicTokenCount {
  return { input_tokens: inputTokens };
}
