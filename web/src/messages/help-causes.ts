import type { Messages } from './en/index.js';

/** A cause of `invalid_grant` that the help page explains. */
export type HelpCause = keyof Messages['help']['causes']['list'];

/** The causes, in the order in which they are explained: the most common first. */
export const HELP_CAUSES: readonly HelpCause[] = [
  'revoked',
  'testing_expiry',
  'unused_six_months',
  'superseded',
  'session_control',
  'admin_policy',
  'time_limited',
  'account_gone',
  'unknown',
];

/**
 * Where the help page explains why a grant died.
 *
 * @param cause  as the server names it; any other leads to what `invalid_grant` is
 */
export function helpPathOf(cause: unknown): string {
  const known = HELP_CAUSES.find((one) => one === cause);
  return known === undefined ? '/help#invalid-grant' : `/help#cause-${known}`;
}
