/** What Google wants a person to do before an account can serve again. */
export type BlockCause = 'api_disabled' | 'billing' | 'verification' | 'terms';

/** Each as it stands in `blocked_reason`. */
export const BLOCK_REASONS: Readonly<Record<BlockCause, string>> = {
  api_disabled: 'The API is not enabled in its Google Cloud project.',
  billing: 'Its Google Cloud project needs billing.',
  verification: 'Google wants its owner to verify the account.',
  terms: 'Google refuses it for its terms of service.',
};

/** The cause that a `blocked_reason` of ours tells; null for a reason that somebody else wrote. */
export function blockCauseIn(reason: string | null): BlockCause | null {
  const found = Object.entries(BLOCK_REASONS).find(([, words]) => words === reason);
  return found ? (found[0] as BlockCause) : null;
}
