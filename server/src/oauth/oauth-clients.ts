import { Injectable } from '@nestjs/common';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { DEFAULT_CLIENT_KEY } from '../core/accounts/account.js';
import { OAuthClientMissingError } from '../core/errors/oauth-errors.js';
import type { OAuthClient } from '../core/ports/token-endpoint.js';

/** Where Google sends the browser back to; the whole address must be registered there. */
export const CALLBACK_PATH = '/api/oauth/google/callback';

/** The OAuth clients that the user registered at Google, as configured at this moment. */
@Injectable()
export class OAuthClients {
  constructor(
    private readonly settings: SettingsService,
    private readonly secrets: SecretsStore,
  ) {}

  /** Undefined when it is not configured, or its id or secret is missing. */
  get(key: string): OAuthClient | undefined {
    const clientId =
      this.#fromEnvironment(key, 'google_client_id') ?? own(this.settings.current.oauth_clients, key)?.client_id;
    const clientSecret =
      this.#fromEnvironment(key, 'google_client_secret') ?? own(this.secrets.current.oauth_client_secrets, key);
    return clientId && clientSecret ? { key, clientId, clientSecret } : undefined;
  }

  /** @throws OAuthClientMissingError */
  require(key: string): OAuthClient {
    const client = this.get(key);
    if (!client) throw new OAuthClientMissingError(key.slice(0, 40), this.redirectUri);
    return client;
  }

  /** Keys of all clients that can be used. */
  keys(): readonly string[] {
    const named = Object.keys(this.settings.current.oauth_clients);
    return [...new Set([DEFAULT_CLIENT_KEY, ...named])].filter((key) => this.get(key) !== undefined);
  }

  /** Made from the public address in the settings, never from a request. */
  get redirectUri(): string {
    return `${this.settings.publicUrl}${CALLBACK_PATH}`;
  }

  /** The environment knows one client: the default one. */
  #fromEnvironment(key: string, setting: 'google_client_id' | 'google_client_secret'): string | undefined {
    return key === DEFAULT_CLIENT_KEY ? this.settings.current[setting] : undefined;
  }
}

/** Keys come from account files too: `constructor` is no client. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
