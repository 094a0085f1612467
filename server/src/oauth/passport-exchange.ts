import type { JsonObject } from '../core/accounts/document.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import type { OAuthClient } from '../core/ports/token-endpoint.js';
import type { Identity } from '../core/ports/userinfo.js';
import type { SignInFlow, SignInIntent } from './sign-in-flows.js';

/** Tokens fresh from the token endpoint, and whose they are. */
export interface SignedIn {
  readonly tokens: IssuedTokens;
  readonly identity: Identity;
}

/** What the strategy needs for one request: the clients and addresses of this moment, and how to reach them. */
export interface ProviderAccess {
  readonly client: OAuthClient;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** What was asked for; all of it but the name has to be granted. */
  readonly scopes: readonly string[];
  /** Posts a form; undefined stands for a body that is no JSON object. */
  readonly post: (
    url: string,
    form: string,
  ) => Promise<{ readonly status: number; readonly body: JsonObject | undefined }>;
  readonly requestIdentity: (accessToken: string) => Promise<Identity>;
}

/**
 * What passport takes for a request. Not the browser's own: the code may have been pasted, and tokens must not hang on
 * an object that is logged.
 */
export type PassportRequest = LeavingRequest | ReturningRequest;

/** On the way to Google. */
export interface LeavingRequest {
  readonly kind: 'leaving';
  readonly query: Readonly<Record<string, never>>;
  readonly access: ProviderAccess;
  readonly intent: SignInIntent;
  /** Keeps the flow and answers its state. */
  readonly open: (codeVerifier: string) => string;
}

/** Back from Google, its flow claimed. */
export interface ReturningRequest {
  readonly kind: 'returning';
  readonly query: { readonly code: string; readonly state: string };
  readonly access: ProviderAccess;
  readonly flow: SignInFlow;
  /** Set by the guard when passport is through. */
  user?: SignedIn;
}

/** The little of an Express response that passport uses: it only ever redirects, and we want to know where to. */
export class PassportResponse {
  statusCode = 200;
  readonly redirected: Promise<string>;
  #location = '';
  #resolve: (location: string) => void = () => undefined;

  constructor() {
    this.redirected = new Promise((resolve) => (this.#resolve = resolve));
  }

  setHeader(name: string, value: string): void {
    if (name.toLowerCase() === 'location') this.#location = value;
  }

  end(): void {
    this.#resolve(this.#location);
  }
}
