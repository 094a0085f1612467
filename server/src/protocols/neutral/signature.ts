/**
 * Signatures are opaque to everybody but the provider that made them, which refuses any other's. Within the neutral form
 * Google's are bare and Claude's are marked, so that a conversation may change its model between two turns.
 */
const CLAUDE_MARK = 'claude:';

/** Marks what Claude signed. */
export function claudeSignature(signature: string): string {
  return CLAUDE_MARK + signature;
}

/** Claude's signature without its mark; undefined for anybody else's. */
export function asClaudeSignature(signature: string | undefined): string | undefined {
  return signature?.startsWith(CLAUDE_MARK) ? signature.slice(CLAUDE_MARK.length) : undefined;
}

/** Google's signature; undefined for anybody else's. */
export function asGoogleSignature(signature: string | undefined): string | undefined {
  return signature?.startsWith(CLAUDE_MARK) ? undefined : signature;
}
