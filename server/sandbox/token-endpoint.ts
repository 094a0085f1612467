import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { Barrier } from './barrier.js';
import { GOOGLE_ROUTES, type GoogleProvider } from './google-provider.js';
import { readRequestBody } from './request-body.js';
import { playTokenFault, type TokenFault } from './token-fault.js';

/** What a script sees of a token request before it is judged. */
export interface TokenRequestFacts {
  readonly grantType: string;
  readonly refreshToken: string | undefined;
  /** Whose refresh token it is; undefined when it is unknown or dead. */
  readonly email: string | undefined;
  /** 1 for the first request this sandbox has seen. */
  readonly count: number;
}

/** One request to the token endpoint, as the journal keeps it: never a secret, only its digest. */
export interface TokenRequest {
  readonly atMs: number;
  readonly grantType: string;
  readonly email: string | undefined;
  readonly refreshTokenSha256: string | undefined;
  /** `pending` until judged, then `issued`, the OAuth error code, or `fault:<name or status>`. */
  outcome: string;
  /** Digests of what was issued. */
  issuedAccessTokenSha256?: string;
  issuedRefreshTokenSha256?: string;
}

export type TokenScript = TokenFault | ((request: TokenRequestFacts) => TokenFault | undefined);

export function sha256Hex(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/**
 * Stands in front of the real token endpoint: keeps the journal, plays faults, holds answers back,
 * and puts errors into Google's words.
 */
export class TokenEndpointFront {
  readonly journal: TokenRequest[] = [];
  script: TokenScript | undefined;
  readonly #holds: { readonly barrier: Barrier; readonly applies: (request: TokenRequestFacts) => boolean }[] = [];

  constructor(private readonly ownerOf: (refreshToken: string) => string | undefined) {}

  attachTo(provider: GoogleProvider): void {
    provider.use(async (context, next) => {
      if (context.path === GOOGLE_ROUTES.token && context.method === 'POST') {
        await this.#answer(context as KoaContextWithOIDC, next);
      } else {
        await next();
      }
    });
  }

  /** Keeps judged answers back until the barrier is released. */
  hold(applies: (request: TokenRequestFacts) => boolean = () => true): Barrier {
    const barrier = new Barrier();
    this.#holds.push({ barrier, applies });
    return barrier;
  }

  releaseAll(): void {
    for (const { barrier } of this.#holds) barrier.release();
  }

  async #answer(context: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    const body = (await readRequestBody(context.req)).toString();
    Object.assign(context.req, { body });
    const facts = this.#factsOf(new URLSearchParams(body));
    const entry: TokenRequest = {
      atMs: Date.now(),
      grantType: facts.grantType,
      email: facts.email,
      refreshTokenSha256: facts.refreshToken === undefined ? undefined : sha256Hex(facts.refreshToken),
      outcome: 'pending',
    };
    this.journal.push(entry);

    const fault = typeof this.script === 'function' ? this.script(facts) : this.script;
    if (fault === undefined || fault === 'answer_lost') {
      await next();
      useGoogleWords(context, facts.grantType);
      describeOutcome(entry, context);
    }
    if (fault !== undefined) entry.outcome = `fault:${typeof fault === 'string' ? fault : fault.status}`;

    await Promise.all(this.#holds.filter(({ applies }) => applies(facts)).map(({ barrier }) => barrier.pass()));
    if (fault === undefined) return;
    context.respond = false;
    if (fault === 'answer_lost') context.res.socket?.resetAndDestroy();
    else playTokenFault(context.res, fault);
  }

  #factsOf(parameters: URLSearchParams): TokenRequestFacts {
    const refreshToken = parameters.get('refresh_token') ?? undefined;
    return {
      grantType: parameters.get('grant_type') ?? '',
      refreshToken,
      email: refreshToken === undefined ? undefined : this.ownerOf(refreshToken),
      count: this.journal.length + 1,
    };
  }
}

interface TokenBody {
  error?: string;
  error_description?: string;
  access_token?: string;
  refresh_token?: string;
}

function useGoogleWords(context: KoaContextWithOIDC, grantType: string): void {
  const body = context.body as TokenBody;
  if (body.error === 'invalid_grant') {
    const isRefresh = grantType === 'refresh_token';
    context.status = 400;
    body.error_description = isRefresh ? 'Token has been expired or revoked.' : 'Malformed auth code.';
  } else if (body.error === 'invalid_client') {
    const isKnown = context.oidc.client !== undefined;
    body.error_description = isKnown ? 'The provided client secret is invalid.' : 'The OAuth client was not found.';
  }
}

function describeOutcome(entry: TokenRequest, context: KoaContextWithOIDC): void {
  const body = context.body as TokenBody;
  entry.outcome = body.error ?? 'issued';
  if (body.access_token) entry.issuedAccessTokenSha256 = sha256Hex(body.access_token);
  if (body.refresh_token) entry.issuedRefreshTokenSha256 = sha256Hex(body.refresh_token);
}
