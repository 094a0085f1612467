import type { JsonObject } from '../../src/core/accounts/document.js';
import { TokenEndpoint, type OAuthClient, type TokenAnswer } from '../../src/core/ports/token-endpoint.js';

/** One call at the token endpoint, held until the script answers it. */
export interface TokenCall {
  readonly refreshToken: string;
  readonly client: OAuthClient;
  readonly timeoutMs: number;
  /** The first byte of an answer arrives. */
  start(status: number): void;
  /** The whole answer is here; its first byte too, if that has not come before. */
  answer(answer: TokenAnswer): void;
  readonly isAnswered: boolean;
  /** The status of the answer, once its first byte has arrived. */
  readonly startedStatus: number | undefined;
}

/** What the script does with a call; one that it leaves alone stays held until somebody answers it. */
export type TokenScript = (call: TokenCall) => void;

/** A token endpoint without a network: every call is a barrier, and the script decides when and how it is passed. */
export class ScriptedTokenEndpoint extends TokenEndpoint {
  readonly calls: TokenCall[] = [];
  /** How many calls were under way at the same moment, at most. */
  mostAtOnce = 0;
  #atOnce = 0;

  constructor(private script: TokenScript = () => undefined) {
    super();
  }

  /** From now on calls are treated like this. */
  follow(script: TokenScript): void {
    this.script = script;
  }

  /** Calls that wait for their answer. */
  get held(): readonly TokenCall[] {
    return this.calls.filter((call) => !call.isAnswered);
  }

  /** The call with this refresh token that was made last. */
  callWith(refreshToken: string): TokenCall {
    const call = this.calls.findLast((made) => made.refreshToken === refreshToken);
    if (!call) throw new Error(`No call was made with ${refreshToken}.`);
    return call;
  }

  override requestRefresh(request: Parameters<TokenEndpoint['requestRefresh']>[0]): Promise<TokenAnswer> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    const { promise, resolve } = deferred<TokenAnswer>();
    let startedStatus: number | undefined;
    let isAnswered = false;
    const call: TokenCall = {
      refreshToken: request.refreshToken,
      client: request.client,
      timeoutMs: request.timeoutMs,
      get isAnswered() {
        return isAnswered;
      },
      get startedStatus() {
        return startedStatus;
      },
      start: (status) => {
        startedStatus = status;
        request.onAnswerStarted?.(status);
      },
      answer: (answer) => {
        if (isAnswered) throw new Error('This call was answered already.');
        if (startedStatus === undefined && answer.kind === 'answer') call.start(answer.status);
        isAnswered = true;
        this.#atOnce -= 1;
        resolve(answer);
      },
    };
    this.calls.push(call);
    this.script(call);
    return promise;
  }
}

/** 200 with an access token that is good for an hour, unless told otherwise. */
export const issued = (accessToken: string, more: JsonObject = {}): TokenAnswer => ({
  kind: 'answer',
  status: 200,
  body: { access_token: accessToken, expires_in: 3600, token_type: 'Bearer', ...more },
  retryAfterMs: null,
});

/** An OAuth error. @see RFC 6749 §5.2 */
export const refused = (error: string, more: JsonObject = {}): TokenAnswer => ({
  kind: 'answer',
  status: error === 'invalid_client' ? 401 : 400,
  body: { error, ...more },
  retryAfterMs: null,
});

/** The grant is dead, in Google's words. */
export const invalidGrant = (): TokenAnswer =>
  refused('invalid_grant', { error_description: 'Token has been expired or revoked.' });

/** An answer that says nothing about the grant. */
export const unavailable = (status = 503, retryAfterMs: number | null = null): TokenAnswer => ({
  kind: 'answer',
  status,
  body: undefined,
  retryAfterMs,
});

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
