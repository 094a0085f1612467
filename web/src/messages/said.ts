import type { Messages } from './en/index.js';

/** What Google answered a refresh with: its code, and what else it said in its own words. */
export const saidWithGrant = (said: unknown, t: Messages): string =>
  typeof said === 'string' && said !== '' ? `invalid_grant: ${t.errors.quoted(said)}` : 'invalid_grant';
