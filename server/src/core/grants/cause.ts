import type { OAuthRefusal } from './judge-refresh.js';

/** Why a grant probably died. */
export type GrantCause =
  | 'session_control'
  | 'account_gone'
  | 'testing_expiry'
  | 'time_limited'
  | 'unused_six_months'
  | 'superseded'
  | 'revoked'
  | 'unknown';

/** A named cause with what a person does about it. */
export interface Diagnosis {
  readonly cause: GrantCause;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** The cause in words, a clause without a full stop. */
  readonly words: string;
  /** What to do, one sentence or two. */
  readonly cure: string;
}

/** What is known of the grant when it is refused. Times are unix seconds. */
export interface GrantHistory {
  readonly now: number;
  readonly issuedAt: number | null;
  /** The last refresh that succeeded, or the last use, whichever is later. */
  readonly lastAliveAt: number | null;
  /** The end that the authorization server announced (`refresh_token_expires_in`). */
  readonly refreshTokenExpiresAt: number | null;
  /** How long earlier grants of this OAuth client lived until they were refused, seconds. */
  readonly earlierLifetimes: readonly number[];
  /** Live grants that we know this account to have been given by this client. */
  readonly grantsIssued: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long grants live while the consent screen is in "Testing", and how long without use. Seconds. */
export const SEVEN_DAYS = 7 * DAY;
export const SIX_MONTHS = 183 * DAY;
/** Google ends the oldest grant of an account and client when one more than this is issued. */
const LIVE_GRANTS_PER_ACCOUNT_AND_CLIENT = 100;

const SIGN_IN = 'Sign in again for this account.';

/** Every cause in words (a clause without a full stop), and its cure. */
export const CAUSES: Readonly<Record<GrantCause, Pick<Diagnosis, 'words' | 'cure'>>> = {
  session_control: {
    words: 'a Workspace administrator limits how long a session lasts (session control)',
    cure: `${SIGN_IN} To stop it from recurring, ask the administrator to trust this app under Google Cloud session control.`,
  },
  account_gone: {
    words: 'the Google account was deleted or suspended',
    cure: 'Restore the Google account, or remove it here.',
  },
  testing_expiry: {
    words: 'grants end after 7 days while the OAuth consent screen is in "Testing"',
    cure: 'Publish the consent screen ("In production") in Google\'s console, then sign in again for this account.',
  },
  time_limited: {
    words: 'the grant reached the end that Google announced when it was given',
    cure: `${SIGN_IN} Choose lasting access if Google offers a choice, and publish the app if it is in "Testing".`,
  },
  unused_six_months: {
    words: 'the grant was not used for six months',
    cure: `${SIGN_IN} Regrant keeps it alive while it runs.`,
  },
  superseded: {
    words: 'more than 100 grants were given to this client by this account, and the oldest end first',
    cure: `${SIGN_IN} Use one sign-in per machine instead of many.`,
  },
  revoked: {
    words: 'the grant was revoked, or the password was changed, or it has expired',
    cure: SIGN_IN,
  },
  unknown: {
    words: 'Google no longer accepts the refresh token',
    cure: `${SIGN_IN} If the account came from another tool, its grant may belong to that tool's OAuth client.`,
  },
};

/**
 * Names the probable cause of an `invalid_grant` and its cure.
 *
 * Google's answer is the same for most causes ("Token has been expired or revoked."), so the grant's age and history decide.
 *
 * @see https://developers.google.com/identity/protocols/oauth2#expiration (read 2026-11): revocation, six months without use,
 *   password change, the limit of 100 grants, session control, time-limited access, and seven days for an app in "Testing"
 */
export function diagnose(refusal: OAuthRefusal, history: GrantHistory): Diagnosis {
  const [cause, confidence] = bySubtype(refusal) ?? byDescription(refusal) ?? byAge(history) ?? byWords(refusal);
  return { cause, confidence, ...CAUSES[cause] };
}

type Verdict = readonly [GrantCause, Diagnosis['confidence']];

function bySubtype({ subtype, description }: OAuthRefusal): Verdict | undefined {
  return subtype === 'invalid_rapt' || description?.includes('invalid_rapt')
    ? ['session_control', 'certain']
    : undefined;
}

function byDescription({ description }: OAuthRefusal): Verdict | undefined {
  const isGone = description !== null && /account.{0,20}(deleted|disabled|suspended)/i.test(description);
  return isGone ? ['account_gone', 'certain'] : undefined;
}

function byAge({
  now,
  issuedAt,
  lastAliveAt,
  refreshTokenExpiresAt,
  earlierLifetimes,
  grantsIssued,
}: GrantHistory): Verdict | undefined {
  if (refreshTokenExpiresAt !== null && now >= refreshTokenExpiresAt - HOUR) return ['time_limited', 'certain'];
  if (issuedAt !== null && isAboutSevenDays(now - issuedAt)) {
    return ['testing_expiry', earlierLifetimes.some(isAboutSevenDays) ? 'certain' : 'likely'];
  }
  if (lastAliveAt !== null && now - lastAliveAt >= SIX_MONTHS) return ['unused_six_months', 'likely'];
  return grantsIssued >= LIVE_GRANTS_PER_ACCOUNT_AND_CLIENT ? ['superseded', 'possible'] : undefined;
}

function byWords({ description }: OAuthRefusal): Verdict {
  return description && /revoked|expired/i.test(description) ? ['revoked', 'likely'] : ['unknown', 'possible'];
}

/** Between 6 d 18 h and 7 d 12 h: a refresh ahead of expiry meets the end late, a clock may be a little off. */
export const isAboutSevenDays = (age: number): boolean => age > SEVEN_DAYS - DAY / 4 && age < SEVEN_DAYS + DAY / 2;
