import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-google-oauth20';
import { ExchangeFailedError, ScopeMissingError } from '../core/errors/oauth-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import { parseIssuedTokens } from '../core/grants/judge-refresh.js';
import type { Identity } from '../core/ports/userinfo.js';
import { reasonOf } from './bounded-http.js';
import { missingScopes } from './granted-scopes.js';
import type {
  LeavingRequest,
  PassportRequest,
  ProviderAccess,
  ReturningRequest,
  SignedIn,
} from './passport-exchange.js';

/** Passport hands tokens, parameters and profile to `validate` only when told that it takes five arguments. */
const VERIFY_ARITY = 5;

type Base = InstanceType<typeof Strategy>;
type Authenticate = Parameters<Base['authenticate']>;

/**
 * Google's sign-in through passport. The strategy is registered once per process and holds no configuration: client,
 * addresses and flow come with each request, so that changed settings hold at once.
 */
@Injectable()
export class GoogleStrategy extends PassportStrategy(Strategy, 'google', VERIFY_ARITY) {
  constructor() {
    super({
      clientID: 'comes with each request',
      clientSecret: '',
      authorizationURL: 'https://localhost/unused',
      tokenURL: 'https://localhost/unused',
      userProfileURL: 'https://localhost/userinfo',
      state: true,
      // The types say boolean; the library wants the method's name, and takes `true` for S256.
      pkce: true,
      store: flowStore as never,
    });
  }

  /** Passport calls this on a copy made for the request, so what is set here is gone with it. */
  override authenticate(request: Authenticate[0], options?: Authenticate[1]): void {
    const { access } = request as unknown as PassportRequest;
    this._oauth2 = clientOf(access, this._oauth2, (error) => this.error(error));
    this.userProfile = (accessToken, done) => {
      access.requestIdentity(accessToken).then(
        (identity) => done(null, identity),
        (error: unknown) => done(error),
      );
    };
    super.authenticate(request, options);
  }

  override authorizationParams(options: { readonly nonce?: string }): object {
    return { ...super.authorizationParams(options), ...(options.nonce === undefined ? {} : { nonce: options.nonce }) };
  }

  validate(_accessToken: string, refreshToken: string | undefined, parameters: object, identity: Identity): SignedIn {
    const tokens = parseIssuedTokens({ ...parameters, refresh_token: refreshToken ?? null });
    if (!tokens) throw new ExchangeFailedError('Google answered the sign-in without an access token.');
    return { tokens, identity };
  }
}

type OAuth2 = Base['_oauth2'];

/**
 * The library's client for one request. Its own sender never times out, follows the environment, and takes a web page
 * for a form; `_request` is the seam beneath it.
 */
function clientOf(access: ProviderAccess, blank: OAuth2, fail: (error: Error) => void): OAuth2 {
  const send = (_method: string, url: string, _headers: unknown, form: string, _token: unknown, done: Answered) => {
    access
      .post(url, form)
      .then(({ status, body }) => {
        if (status === 200) assertUsable(parseIssuedTokens(body), access.scopes);
        const text = body === undefined ? '' : JSON.stringify(body);
        if (status === 200) done(null, text);
        else done({ statusCode: status, data: text });
      })
      .catch((error: unknown) => {
        fail(error instanceof RegrantError ? error : unreachable(error));
      });
  };
  return Object.assign(Object.create(blank) as object, {
    _clientId: access.client.clientId,
    _clientSecret: access.client.clientSecret,
    _authorizeUrl: access.authorizationUrl,
    _accessTokenUrl: access.tokenUrl,
    _request: send,
  }) as unknown as OAuth2;
}

/** Before anybody asks whose tokens these are: without the scope for it, that question would fail with a poorer answer. */
function assertUsable(tokens: IssuedTokens | undefined, requested: readonly string[]): void {
  if (!tokens) throw new ExchangeFailedError('Google answered the sign-in without an access token.');
  const missing = missingScopes(requested, tokens.scope);
  if (missing.length > 0) throw new ScopeMissingError(missing);
}

const unreachable = (cause: unknown): ExchangeFailedError =>
  new ExchangeFailedError(`Google could not be reached to finish the sign-in: ${reasonOf(cause)}.`, { cause });

type Answered = (error: { readonly statusCode: number; readonly data: string } | null, body?: string) => void;

/** Where passport keeps state and verifier: in the flow. The number of parameters is how it tells the forms apart. */
const flowStore = {
  store(request: LeavingRequest, codeVerifier: string, _state: unknown, _meta: unknown, done: Done): void {
    done(null, request.open(codeVerifier));
  },
  /** The flow was claimed, with all its checks, before passport saw the request. */
  verify(request: ReturningRequest, _state: string, _meta: unknown, done: Done): void {
    done(null, request.flow.codeVerifier);
  },
};

type Done = (error: Error | null, value: string) => void;
