/** Who a grant belongs to, as the userinfo endpoint says. @see OpenID Connect Core 1.0 §5.3 */
export interface Identity {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** Asks the userinfo endpoint whose access token this is. */
export abstract class Userinfo {
  /** Rejects with a `RegrantError` `oauth.userinfo_failed` when there is no usable answer. */
  abstract requestIdentity(accessToken: string): Promise<Identity>;
}
