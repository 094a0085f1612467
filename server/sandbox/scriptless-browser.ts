import { createHash, randomBytes } from 'node:crypto';
import type { SandboxGoogle } from './google.js';

/** What comes back to the application after a sign-in. */
export interface SignInResult {
  readonly callback: URL;
  readonly codeVerifier: string;
}

export interface SignInChoices {
  /** Whom to pick on the consent page; `cancel` presses Cancel. */
  readonly as: string;
  readonly redirectUri: string;
  /** Added to, or in place of, the usual parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Goes through a sign-in with plain fetch, the way a browser without script would: follows redirects, keeps cookies,
 * presses a button of the consent page. It stops at the redirect to the application, without calling it.
 */
export class ScriptlessBrowser {
  readonly #cookies = new Map<string, string>();

  /** The HTML of the consent page seen last. */
  consentPage = '';

  async signIn(google: SandboxGoogle, choices: SignInChoices): Promise<SignInResult> {
    const codeVerifier = randomBytes(32).toString('base64url');
    const url = new URL(google.authorizationUrl);
    url.search = new URLSearchParams({
      client_id: google.client.id,
      response_type: 'code',
      redirect_uri: choices.redirectUri,
      scope: 'openid email profile https://www.googleapis.com/auth/cloud-platform',
      access_type: 'offline',
      include_granted_scopes: 'true',
      prompt: 'consent',
      state: 'state-of-the-application',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...choices.parameters,
    }).toString();
    return { callback: await this.authorize(url, choices), codeVerifier };
  }

  /** The same for an authorization URL that the application has made itself. */
  async authorize(url: URL, { as, redirectUri }: Pick<SignInChoices, 'as' | 'redirectUri'>): Promise<URL> {
    const consent = await this.#follow(url, redirectUri);
    if (!('page' in consent)) return consent.callback;
    if (!consent.page.includes('name="person"')) throw new Error(`No consent page: ${consent.page}`);
    this.consentPage = consent.page;
    const form = new URLSearchParams(as === 'cancel' ? { decision: 'cancel' } : { person: as });
    const done = await this.#follow(consent.url, redirectUri, form);
    if ('page' in done) throw new Error(`No redirect to the application: ${done.page}`);
    return done.callback;
  }

  async #follow(
    start: URL,
    redirectUri: string,
    form?: URLSearchParams,
  ): Promise<{ readonly callback: URL } | { readonly page: string; readonly url: URL }> {
    let url = start;
    let body = form;
    for (let step = 0; step < 10; step += 1) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          accept: 'text/html',
        },
        ...(body && { body }),
      });
      this.#remember(response);
      const location = response.headers.get('location');
      if (location === null) return { page: await response.text(), url };
      url = new URL(location, url);
      body = undefined;
      if (url.href.startsWith(redirectUri)) return { callback: url };
    }
    throw new Error('The sign-in redirects without end');
  }

  #remember(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}
