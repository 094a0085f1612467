import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration, JWK } from 'oidc-provider';
import type { GrantRecords } from './grant-records.js';
import { escapeHtml, sendPage } from './page.js';
import type { Person } from './person.js';
import { interactionPolicy, Provider } from './quiet-oidc-provider.js';

/** What Google grants to an application that calls the Gemini API and Vertex AI in somebody's name. */
export const GOOGLE_SCOPES = [
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/generative-language.retriever',
] as const;

export const GOOGLE_ROUTES = {
  authorization: '/o/oauth2/v2/auth',
  token: '/token',
  userinfo: '/v1/userinfo',
  revocation: '/revoke',
  jwks: '/oauth2/v3/certs',
} as const;

export type GoogleProvider = InstanceType<typeof Provider>;

export interface GoogleProviderOptions {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly people: readonly Person[];
  readonly records: GrantRecords;
  readonly accessTokenTtlSeconds: number;
  readonly rotateRefreshTokens: boolean;
  readonly isRedirectUriAllowed: (uri: string) => boolean;
  /** Whether the code of this grant is to be exchanged for a refresh token too; asked once per exchange. */
  readonly takeRefreshTokenOf: (grantId: string) => boolean;
}

const DAY_SECONDS = 86_400;

/** Builds a real authorization server whose routes, claims and habits are Google's. */
export function createGoogleProvider(options: GoogleProviderOptions): GoogleProvider {
  const provider = new Provider(options.issuer, configurationOf(options));
  speakLikeGoogle(provider, options);
  return provider;
}

function configurationOf(options: GoogleProviderOptions): Configuration {
  const email = ['email', 'email_verified'];
  return {
    adapter: options.records.adapterFor,
    clients: [
      {
        client_id: options.client.id,
        client_secret: options.client.secret,
        redirect_uris: ['http://localhost/api/oauth/google/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [signingKey()] },
    routes: {
      authorization: GOOGLE_ROUTES.authorization,
      token: GOOGLE_ROUTES.token,
      userinfo: GOOGLE_ROUTES.userinfo,
      jwks: GOOGLE_ROUTES.jwks,
    },
    responseTypes: ['code'],
    scopes: [
      ...GOOGLE_SCOPES,
      'https://www.googleapis.com/auth/userinfo.email',
      'https://www.googleapis.com/auth/userinfo.profile',
    ],
    claims: {
      openid: ['sub'],
      email,
      profile: ['name'],
      'https://www.googleapis.com/auth/userinfo.email': email,
      'https://www.googleapis.com/auth/userinfo.profile': ['name'],
    },
    // Google puts e-mail and name into the ID token although a userinfo endpoint exists.
    conformIdTokenClaims: false,
    extraParams: ['access_type', 'include_granted_scopes'],
    pkce: { required: () => false },
    features: {
      devInteractions: { enabled: false },
      // Both are Google's own here: revocation without client authentication, and no logout endpoint.
      revocation: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: {
      policy: interactionsAskedFor(),
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
    },
    findAccount: (_context, sub) => {
      const person = options.people.find((candidate) => candidate.sub === sub);
      if (!person) return undefined;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          email: person.email,
          email_verified: person.emailVerified ?? true,
          name: person.name,
        }),
      };
    },
    issueRefreshToken: (_context, _client, source) =>
      source.grantId !== undefined && options.takeRefreshTokenOf(source.grantId),
    rotateRefreshToken: options.rotateRefreshTokens,
    // A grant outlives the browser session in which it was made.
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clockTolerance: 0,
    ttl: {
      AccessToken: options.accessTokenTtlSeconds,
      AuthorizationCode: 600,
      IdToken: 3_600,
      Interaction: 3_600,
      Session: DAY_SECONDS,
      RefreshToken: 180 * DAY_SECONDS,
      Grant: 180 * DAY_SECONDS,
    },
    renderError: (context, out) => {
      if (!context.path.startsWith(GOOGLE_ROUTES.authorization)) {
        context.body = out;
        return;
      }
      context.respond = false;
      sendPage(context.res, {
        status: context.status,
        title: 'Access blocked',
        body: `<h1>Access blocked</h1><p>The application sent a request that cannot be answered.</p>
<p class="bad">${escapeHtml(out.error)}</p><p class="quiet">${escapeHtml(out.error_description ?? '')}</p>`,
      });
    },
  };
}

/** `prompt=select_account` is Google's own; the choice is on the consent page, so it needs no check of its own. */
function interactionsAskedFor(): InstanceType<typeof interactionPolicy.Prompt>[] {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

function speakLikeGoogle(provider: GoogleProvider, options: GoogleProviderOptions): void {
  // Google's tokens are recognised by these beginnings, and the slashes show who forgets to encode a form.
  prefixTokens(provider.RefreshToken.prototype, '1//0');
  prefixTokens(provider.AccessToken.prototype, 'ya29.a0');
  // The port of the application under test is not known when the client is registered.
  provider.Client.prototype.redirectUriAllowed = options.isRedirectUriAllowed;
}

/** Wraps the library's own method, which its types leave out. */
function prefixTokens(prototype: object, prefix: string): void {
  const original = (prototype as { generateTokenId: (this: object) => string }).generateTokenId;
  Object.assign(prototype, {
    generateTokenId(this: object) {
      return `${prefix}${original.call(this)}`;
    },
  });
}

let cachedKey: JWK | undefined;

/** One key per process: making an RSA key is the slowest part of starting a sandbox. */
function signingKey(): JWK {
  cachedKey ??= {
    ...(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as JWK),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(8).toString('hex'),
  };
  return cachedKey;
}
