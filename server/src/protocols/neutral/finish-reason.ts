/**
 * Why an answer ended, in the neutral form.
 *
 * - `stop`: the model was done · `stop-sequence`: it met one of the caller's stop sequences
 * - `length`: the output limit · `tool-calls`: it waits for tool results
 * - `content-filter`: blocked by the provider's policy · `refusal`: the model declined
 * - `context-length`: the model's window is full · `pause`: a server-side tool turn that may be continued
 * - `malformed-tool-call`: the model's call was not valid · `other`: named only by the upstream's own word
 */
export type FinishReason =
  | 'stop'
  | 'stop-sequence'
  | 'length'
  | 'tool-calls'
  | 'content-filter'
  | 'refusal'
  | 'context-length'
  | 'pause'
  | 'malformed-tool-call'
  | 'other';

/** A finish reason together with the upstream's own word for it, so that none is lost. */
export interface Finish {
  readonly reason: FinishReason;
  readonly upstreamReason?: string | undefined;
  readonly message?: string | undefined;
  /** The stop sequence that was met, where the upstream says. */
  readonly stopSequence?: string | undefined;
}
