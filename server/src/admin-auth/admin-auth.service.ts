import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { AuthRejectedError } from '../core/errors/auth-errors.js';
import { AdminPassword } from './admin-password.js';
import { AdminSessions } from './admin-sessions.js';
import { AllowedOrigins } from './allowed-origins.js';
import { digestOf, matchesDigest, newSecret } from './secret-compare.js';

/** By what right a request comes to the admin API. */
export type AdminRight = 'session' | 'admin_token';

/** What somebody signs in with: the one-time token of a link, the admin token, or the password. */
export type Credentials = { readonly token: string } | { readonly password: string };

/** Knows who may use the dashboard and the admin API. */
@Injectable()
export class AdminAuth {
  /** Digests of sign-in links that nobody has used yet. */
  readonly #unusedLinks = new Set<string>();
  readonly #linkListeners = new Set<() => void>();

  constructor(
    private readonly settings: SettingsService,
    private readonly secrets: SecretsStore,
    private readonly sessions: AdminSessions,
    private readonly origins: AllowedOrigins,
    private readonly password: AdminPassword,
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

  /** Told when a sign-in link has been used up. */
  onLinkUsed(listener: () => void): () => void {
    this.#linkListeners.add(listener);
    return () => this.#linkListeners.delete(listener);
  }

  /** @throws AuthRejectedError, SlowDownError */
  async signIn(credentials: Credentials, userAgent?: string): Promise<string> {
    if ('token' in credentials) return this.#signInByToken(credentials.token, userAgent);
    if (!(await this.password.verify(credentials.password))) throw new AuthRejectedError();
    return this.sessions.begin(userAgent);
  }

  /**
   * Wants the admin's secret once more, for what a session left open on a screen must not be enough for. A sign-in link
   * is no such secret.
   *
   * @throws AuthRejectedError, SlowDownError
   */
  async requireSecret(credentials: Credentials): Promise<void> {
    const isRight =
      'token' in credentials ? this.#isAdminToken(credentials.token) : await this.password.verify(credentials.password);
    if (!isRight) throw new AuthRejectedError();
  }

  /**
   * @param current  the password in force, or the admin token: who forgot the one has the other
   * @throws AuthRejectedError, SlowDownError, PasswordFixedError, PasswordUnfitError
   */
  async changePassword(current: string, next: string): Promise<void> {
    if (!this.#isAdminToken(current)) await this.requireSecret({ password: current });
    await this.password.set(next);
  }

  async #signInByToken(token: string, userAgent?: string): Promise<string> {
    const link = digestOf(token);
    const isLink = this.#unusedLinks.delete(link);
    if (!isLink && !this.#isAdminToken(token)) throw new AuthRejectedError();
    try {
      const session = await this.sessions.begin(userAgent);
      if (isLink) this.#linkListeners.forEach((listener) => listener());
      return session;
    } catch (error) {
      // The disk refused the session; whoever has the link must not be locked out by that.
      if (isLink) this.#unusedLinks.add(link);
      throw error;
    }
  }

  /** By what right this request comes, or undefined. */
  rightOf(request: Pick<IncomingMessage, 'headers'>): AdminRight | undefined {
    return this.#rightOf(request, (session) => this.sessions.isValid(session));
  }

  #rightOf({ headers }: Pick<IncomingMessage, 'headers'>, holds: (session: string) => boolean): AdminRight | undefined {
    const bearer = headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
    if (bearer !== undefined) return this.#isAdminToken(bearer) ? 'admin_token' : undefined;
    const session = this.sessionOf(headers.cookie);
    return session !== undefined && holds(session) ? 'session' : undefined;
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
  mayConnect(request: Pick<IncomingMessage, 'headers'>): boolean {
    return this.#isOwnPage(request) && this.rightOf(request) !== undefined;
  }

  /** Whether a socket that was let in still has the right it came with. Asking is no use of the session. */
  mayStay(request: Pick<IncomingMessage, 'headers'>): boolean {
    return this.#isOwnPage(request) && this.#rightOf(request, (value) => this.sessions.isOpen(value)) !== undefined;
  }

  #isOwnPage({ headers: { host, origin } }: Pick<IncomingMessage, 'headers'>): boolean {
    return this.origins.isHost(host) && (origin === undefined || this.origins.isOrigin(origin));
  }

  #isAdminToken(token: string): boolean {
    const admin = this.settings.current.admin_token ?? this.secrets.current.admin_token;
    return admin !== null && matchesDigest(token, digestOf(admin));
  }
}
