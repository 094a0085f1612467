/**
 * What one answer cost, in tokens, counted alike whatever the wire.
 *
 * `inputTokens` includes `cachedTokens` (read from a prompt cache); `outputTokens` includes `thoughtTokens`.
 */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly thoughtTokens: number;
}
