/**
 * A successful token answer in our words.
 *
 * @see RFC 6749 §5.1; `refresh_token_expires_in` is Google's, seen for time-limited access
 */
export interface IssuedTokens {
  readonly accessToken: string;
  /** Null when the answer brought none: the old one stays. */
  readonly refreshToken: string | null;
  readonly expiresInSeconds: number;
  readonly scope: string | null;
  readonly tokenType: string;
  readonly refreshTokenExpiresInSeconds: number | null;
  readonly idToken: string | null;
}
