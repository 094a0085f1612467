/**
 * Where a wire has one place for signatures of any provider (Anthropic's thinking blocks, OpenAI's encrypted reasoning),
 * a caller may ask Gemini in one turn and Claude in the next. Gemini's signatures are marked there, so that neither is
 * ever given the other's.
 */
const GOOGLE_MARK = 'google:';

/** Gemini's signature as callers see it. */
export function toThinkingSignature(signature: string): string {
  return GOOGLE_MARK + signature;
}

/** Gemini's signature as it was; undefined when it is another's. */
export function fromThinkingSignature(signature: string): string | undefined {
  return signature.startsWith(GOOGLE_MARK) ? signature.slice(GOOGLE_MARK.length) : undefined;
}
