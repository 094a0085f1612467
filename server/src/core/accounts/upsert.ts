import type { IssuedTokens } from '../grants/issued-tokens.js';
import type { Identity } from '../ports/userinfo.js';
import { emailKey, type Account } from './account.js';
import { adoptIdentity, clearBlocked, clearDisabled, relabel, setProject, storeGrant } from './changes.js';
import type { FieldEdit } from './document.js';

/** What giving an existing account new tokens does to it. */
export interface Regrant {
  readonly outcome: 'updated' | 'reenabled' | 'unchanged';
  readonly edits: readonly FieldEdit[];
  /** Set when only the access token is new: the next refresh will be refused again. */
  readonly warning: 'refresh_token_kept' | null;
}

/**
 * Decides what tokens given for an existing account change. Different tokens clear `disabled`; identical ones change
 * nothing; label, pause, counters and every other field stay.
 *
 * @param options.by  `sign_in` also ends a `blocked`: the person has just been at Google
 * @see design.md §4, Recovery
 */
export function regrant(
  account: Account,
  identity: Identity,
  tokens: IssuedTokens,
  options: {
    readonly clientKey: string;
    readonly at: number;
    readonly by: 'sign_in' | 'refresh_token' | 'import';
    /** The access token that was given; proving a refresh token always brings another one, which does not count. */
    readonly givenAccessToken: string | null;
    /** A label and a project typed together with the tokens; null leaves what is there. */
    readonly label: string | null;
    readonly projectId: string | null;
  },
): Regrant {
  const newRefreshToken = tokens.refreshToken !== null && tokens.refreshToken !== account.grant.refreshToken;
  const newAccessToken = options.givenAccessToken !== null && options.givenAccessToken !== account.grant.accessToken;
  const isNew = newRefreshToken || newAccessToken;
  const unblocks = options.by === 'sign_in' && account.blocked !== null;
  const typed = [
    ...adoptIdentity(account, identity),
    ...(options.label === null ? [] : relabel(options.label)),
    ...(options.projectId === null ? [] : setProject(options.projectId)),
  ];
  if (!isNew && !unblocks) return { outcome: 'unchanged', edits: typed, warning: null };
  return {
    outcome: isNew && account.disabled ? 'reenabled' : 'updated',
    edits: [
      // Not only where it is disabled now: a late refusal of the old grant may be on its way to the disk.
      ...(isNew ? [...storeGrant(account, tokens, options.clientKey, options.at), ...clearDisabled()] : []),
      ...typed,
      ...(unblocks ? clearBlocked() : []),
    ],
    warning: newRefreshToken ? null : 'refresh_token_kept',
  };
}

/** Which account an identity belongs to. */
export type IdentityMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'account'; readonly id: string }
  /** The e-mail is known, but under another `sub`: a different person now holds the address. */
  | { readonly kind: 'conflict'; readonly id: string };

/**
 * Finds the account of an identity: the same e-mail without regard to case, confirmed by `sub` where the file has one.
 */
export function matchIdentity(accounts: Iterable<Account>, identity: Identity): IdentityMatch {
  for (const account of accounts) {
    if (emailKey(account.email) !== emailKey(identity.email)) continue;
    const confirmed = account.sub === null || account.sub === identity.sub;
    return { kind: confirmed ? 'account' : 'conflict', id: account.id };
  }
  return { kind: 'none' };
}
