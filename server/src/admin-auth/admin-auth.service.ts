import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { AuthRejectedError } from '../core/errors/auth-errors.js';
import { AdminSessions } from './admin-sessions.js';
import { AllowedOrigins } from './allowed-origins.js';
import { digestOf, matchesDigest, newSecret } from './secret-compare.js';

/** By what right a request comes to the admin API. */
export type AdminRight = 'session' | 'admin_token';

/** Knows who may use the dashboard and the admin API. */
@Injectable()
export class AdminAuth {
  /** Digests of sign-in links that nobody has used yet. */
  readonly #unusedLinks = new Set<string>();

  constructor(
    private readonly settings: SettingsService,
    private readonly secrets: SecretsStore,
    private readonly sessions: AdminSessions,
    private readonly origins: AllowedOrigins,
  ) {}

  /** A different name on every port: cookies do not know ports. */
  get cookieName(): string {
    return `regrant_${this.settings.port}`;
  }

  /** An address that signs in once. The token is in the fragment, which browsers send to nobody. */
  newSignInLink(): string {
    const token = newSecret();
    this.#unusedLinks.add(digestOf(token));
    return `${this.settings.publicUrl}/sign-in#token=${token}`;
  }

  /** @throws AuthRejectedError */
  async signIn(credentials: { readonly token: string } | { readonly password: string }): Promise<string> {
    if ('token' in credentials) return this.#signInByToken(credentials.token);
    if (!this.#isPassword(credentials.password)) throw new AuthRejectedError();
    return this.sessions.begin();
  }

  /**
   * Wants the admin's secret once more, for what a session left open on a screen must not be enough for. A sign-in link
   * is no such secret.
   *
   * @throws AuthRejectedError
   */
  requireSecret(credentials: { readonly token: string } | { readonly password: string }): void {
    const isRight =
      'token' in credentials ? this.#isAdminToken(credentials.token) : this.#isPassword(credentials.password);
    if (!isRight) throw new AuthRejectedError();
  }

  async #signInByToken(token: string): Promise<string> {
    const link = digestOf(token);
    const isLink = this.#unusedLinks.delete(link);
    if (!isLink && !this.#isAdminToken(token)) throw new AuthRejectedError();
    try {
      return await this.sessions.begin();
    } catch (error) {
      // The disk refused the session; whoever has the link must not be locked out by that.
      if (isLink) this.#unusedLinks.add(link);
      throw error;
    }
  }

  /** By what right this request comes, or undefined. */
  rightOf(request: Pick<IncomingMessage, 'headers'>): AdminRight | undefined {
    const { authorization, cookie } = request.headers;
    const bearer = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
    if (bearer !== undefined) return this.#isAdminToken(bearer) ? 'admin_token' : undefined;
    const session = this.sessionOf(cookie);
    return session !== undefined && this.sessions.isValid(session) ? 'session' : undefined;
  }

  /** The session in a `Cookie` header; undefined when there is none, or when two claim to be it. */
  sessionOf(cookieHeader: string | undefined): string | undefined {
    const values = (cookieHeader ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .filter(([name]) => name === this.cookieName)
      .map(([, value]) => value);
    return values.length === 1 ? values[0] : undefined;
  }

  /** Whether a socket.io handshake may pass. */
  mayConnect(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    if (!this.origins.isHost(host) || (origin !== undefined && !this.origins.isOrigin(origin))) return false;
    return this.rightOf(request) !== undefined;
  }

  #isAdminToken(token: string): boolean {
    const admin = this.settings.current.admin_token ?? this.secrets.current.admin_token;
    return admin !== null && matchesDigest(token, digestOf(admin));
  }

  #isPassword(password: string): boolean {
    const expected = this.settings.current.admin_password;
    return expected !== undefined && matchesDigest(password, digestOf(expected));
  }
}
