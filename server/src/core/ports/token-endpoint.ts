import type { JsonValue } from '../accounts/document.js';

/** A client registered by the user at the authorization server. @see RFC 6749 §2 */
export interface OAuthClient {
  /** Under which name it is configured; accounts remember it as `oauth_client_key`. */
  readonly key: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What came back from the token endpoint, unjudged. */
export type TokenAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The parsed body; undefined when it is not JSON, cut short, or larger than the limit. */
      readonly body: JsonValue | undefined;
      /** From `Retry-After`, milliseconds; null when absent or senseless. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'no-answer'; readonly reason: string };

/** Asks the configured token endpoint for a new access token. Sends only; `core/grants` judges. */
export abstract class TokenEndpoint {
  /**
   * @param request.onAnswerStarted  called with the status as soon as the first byte of an answer is here, before its
   *   body: an account whose refresh is being refused must not serve while the body is still on its way
   * @see RFC 6749 §6
   */
  abstract requestRefresh(request: {
    readonly client: OAuthClient;
    readonly refreshToken: string;
    readonly timeoutMs: number;
    readonly onAnswerStarted?: (status: number) => void;
  }): Promise<TokenAnswer>;
}
