import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Barrier } from './barrier.js';
import { createGoogleProvider, GOOGLE_ROUTES, GOOGLE_SCOPES, type GoogleProvider } from './google-provider.js';
import { GrantRecords, type GrantRecord } from './grant-records.js';
import { listenOnLoopback, type ListenOptions } from './loopback-server.js';
import { findPerson, SANDBOX_PEOPLE, type Person } from './person.js';
import { readRequestBody } from './request-body.js';
import { SIGN_IN_PATH, SignIn } from './sign-in.js';
import { TokenEndpointFront, type TokenRequest, type TokenRequestFacts, type TokenScript } from './token-endpoint.js';
import { sendScripted, type ScriptedAnswer } from './token-fault.js';

export interface GoogleOptions extends ListenOptions {
  readonly people?: readonly Person[] | undefined;
  /** `expires_in` of every access token; Google's is 3599. */
  readonly accessTokenTtlSeconds?: number | undefined;
  /** Google does not rotate; a strict server answers every refresh with a new refresh token and ends the old one. */
  readonly rotateRefreshTokens?: boolean | undefined;
}

/** What a sign-in would have given, without the browser. */
export interface MintedGrant {
  readonly refreshToken: string;
  readonly accessToken: string;
  /** Seconds, as on the wire. */
  readonly expiresIn: number;
  readonly scope: string;
}

/** Faults that stay in force until they are set back to undefined. */
export interface GoogleFaults {
  /** One fault for every token request, or a function that decides for each. */
  token: TokenScript | undefined;
  userinfo: ScriptedAnswer | 'hang' | 'reset' | undefined;
}

export interface SandboxGoogle {
  readonly issuer: string;
  readonly origin: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userinfoUrl: string;
  readonly revokeUrl: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly people: readonly Person[];
  /** Every request to the token endpoint, oldest first. */
  readonly journal: readonly TokenRequest[];
  readonly faults: GoogleFaults;
  /** Registers a redirect URI beside Regrant's own callback on any loopback port, which is always allowed. */
  allowRedirect(uri: string): void;
  /** Gives a person's grant without a browser, as if they had signed in and consented with `access_type=offline`. */
  mint(email: string): Promise<MintedGrant>;
  /** What a person does in their Google account: ends all their grants, access tokens included. */
  revoke(email: string): Promise<void>;
  /** What time does: refresh tokens die, access tokens live on until they expire. */
  expire(email: string): Promise<void>;
  /** Ends access tokens ahead of their time and leaves the refresh tokens alone. */
  expireAccessTokens(email: string): Promise<void>;
  grantsOf(email: string): readonly GrantRecord[];
  isValidAccessToken(token: string): Promise<{ readonly email: string } | undefined>;
  /** Holds answers of the token endpoint back after they were judged, until the barrier is released. */
  hold(applies?: (request: TokenRequestFacts) => boolean): Barrier;
  close(): Promise<void>;
}

/** Starts a real OAuth authorization server with Google's routes, claims and habits, on loopback. */
export async function startGoogle(options: GoogleOptions = {}): Promise<SandboxGoogle> {
  const server = await listenOnLoopback(options);
  const people = options.people ?? SANDBOX_PEOPLE;
  const expiresIn = options.accessTokenTtlSeconds ?? 3_599;
  const client = {
    id: `${Date.now()}-${randomBytes(8).toString('hex')}.apps.googleusercontent.com`,
    secret: `GOCSPX-${randomBytes(21).toString('base64url')}`,
  };
  const records = new GrantRecords();
  const redirects = new Set<string>();
  const provider = createGoogleProvider({
    issuer: server.origin,
    client,
    people,
    records,
    accessTokenTtlSeconds: expiresIn,
    rotateRefreshTokens: options.rotateRefreshTokens ?? false,
    isRedirectUriAllowed: (uri) => redirects.has(uri) || isRegrantCallback(uri),
    takeRefreshTokenOf: (grantId) => signIn.takeRefreshTokenOf(grantId),
  });
  const signIn = new SignIn(provider, records, people);
  const emailOf = (sub: string | undefined) => people.find((person) => person.sub === sub)?.email;
  const tokenEndpoint = new TokenEndpointFront((token) => emailOf(records.grantOfToken(token)?.sub));
  tokenEndpoint.attachTo(provider);

  const faults: GoogleFaults = {
    get token() {
      return tokenEndpoint.script;
    },
    set token(script) {
      tokenEndpoint.script = script;
    },
    userinfo: undefined,
  };

  const answerProtocol = provider.callback();
  server.serve(async (request, response) => {
    const path = new URL(request.url ?? '/', server.origin).pathname;
    if (path === GOOGLE_ROUTES.revocation) return answerRevocation(request, response, records);
    if (path === GOOGLE_ROUTES.userinfo && faults.userinfo) {
      playUserinfoFault(response, faults.userinfo);
      return;
    }
    if (SIGN_IN_PATH.test(path)) return signIn.handle(request, response);
    if (path.startsWith(GOOGLE_ROUTES.authorization)) forgetBrowserSession(request);
    return answerProtocol(request, response);
  });

  const person = (email: string): Person => {
    const found = findPerson(people, email);
    if (!found) throw new Error(`The sandbox knows nobody called ${email}`);
    return found;
  };
  const forEachGrant = (email: string, act: (grantId: string) => void) => {
    for (const { grantId } of records.grantsOf(person(email).sub)) act(grantId);
  };

  return {
    issuer: server.origin,
    origin: server.origin,
    authorizationUrl: `${server.origin}${GOOGLE_ROUTES.authorization}`,
    tokenUrl: `${server.origin}${GOOGLE_ROUTES.token}`,
    userinfoUrl: `${server.origin}${GOOGLE_ROUTES.userinfo}`,
    revokeUrl: `${server.origin}${GOOGLE_ROUTES.revocation}`,
    client,
    people,
    journal: tokenEndpoint.journal,
    faults,
    allowRedirect: (uri) => void redirects.add(uri),
    mint: async (email) => ({ ...(await mintGrant(provider, client.id, person(email).sub)), expiresIn }),
    revoke: async (email) => forEachGrant(email, (grantId) => records.revoke(grantId)),
    expire: async (email) => forEachGrant(email, (grantId) => records.expire('RefreshToken', grantId)),
    expireAccessTokens: async (email) => forEachGrant(email, (grantId) => records.expire('AccessToken', grantId)),
    grantsOf: (email) => records.grantsOf(person(email).sub),
    async isValidAccessToken(token) {
      const accessToken = await provider.AccessToken.find(token);
      // A refresh that was under way during a revocation may have stored a token of a grant that is gone.
      if (!accessToken || !(await provider.Grant.find(accessToken.grantId))) return undefined;
      const email = emailOf(accessToken.accountId);
      return email === undefined ? undefined : { email };
    },
    hold: (applies) => tokenEndpoint.hold(applies),
    async close() {
      tokenEndpoint.releaseAll();
      await server.close();
    },
  };
}

async function mintGrant(
  provider: GoogleProvider,
  clientId: string,
  sub: string,
): Promise<Omit<MintedGrant, 'expiresIn'>> {
  const client = await provider.Client.find(clientId);
  if (!client) throw new Error('The sandbox lost its own OAuth client');
  const scope = GOOGLE_SCOPES.join(' ');
  const grant = new provider.Grant({ accountId: sub, clientId });
  grant.addOIDCScope(scope);
  const common = { accountId: sub, client, grantId: await grant.save(), gty: 'authorization_code', scope };
  return {
    refreshToken: await new provider.RefreshToken({ ...common, rotations: 0 }).save(),
    accessToken: await new provider.AccessToken(common).save(),
    scope,
  };
}

/** Google's `/revoke` takes either kind of token, in the form or the query, from anybody who holds it. */
async function answerRevocation(
  request: IncomingMessage,
  response: ServerResponse,
  records: GrantRecords,
): Promise<void> {
  if (request.method !== 'POST') {
    sendScripted(response, { status: 405, headers: { allow: 'POST' } });
    return;
  }
  const form = new URLSearchParams((await readRequestBody(request)).toString());
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  const grant = records.grantOfToken(form.get('token') ?? query.get('token') ?? '');
  if (!grant) {
    const body = { error: 'invalid_token', error_description: 'Token expired or revoked' };
    sendScripted(response, { status: 400, body });
    return;
  }
  records.revoke(grant.grantId);
  sendScripted(response, { status: 200, body: {} });
}

function playUserinfoFault(response: ServerResponse, fault: ScriptedAnswer | 'hang' | 'reset'): void {
  if (fault === 'hang') return;
  if (fault === 'reset') response.socket?.resetAndDestroy();
  else sendScripted(response, fault);
}

/**
 * Takes the browser's earlier sign-in out of an authorization request: who it is, is chosen anew each time, and changing
 * from one person to another then needs neither a logout page nor a script.
 */
function forgetBrowserSession(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? '')
    .split(';')
    .filter((cookie) => !/^\s*_session(?:\.|=)/.test(cookie))
    .join(';');
  if (kept.trim() === '') delete request.headers.cookie;
  else request.headers.cookie = kept;
}

function isRegrantCallback(uri: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\/api\/oauth\/google\/callback$/.test(uri);
}
