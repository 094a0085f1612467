import { Injectable } from '@nestjs/common';
import { SettingsService } from '../config/settings.service.js';
import { isJsonObject } from '../core/accounts/document.js';
import { Userinfo } from '../core/ports/userinfo.js';
import { BoundedHttp, readBoundedText } from './bounded-http.js';
import { OAuthClients } from './oauth-clients.js';
import type { ProviderAccess } from './passport-exchange.js';
import { parseStrictJson } from './strict-json.js';

/** How long exchanging a code may take. */
const EXCHANGE_TIMEOUT_MS = 10_000;

/** The authorization server as the settings of this moment describe it. */
@Injectable()
export class ProviderAccesses {
  constructor(
    private readonly settings: SettingsService,
    private readonly clients: OAuthClients,
    private readonly http: BoundedHttp,
    private readonly userinfo: Userinfo,
  ) {}

  /** @throws OAuthClientMissingError */
  forClient(key: string, scopes: readonly string[]): ProviderAccess {
    const { google_authorization_url: authorizationUrl, google_token_url: tokenUrl } = this.settings.current;
    return {
      client: this.clients.require(key),
      authorizationUrl,
      tokenUrl,
      scopes,
      post: (url, form) => this.#post(url, form),
      requestIdentity: (accessToken) => this.userinfo.requestIdentity(accessToken),
    };
  }

  async #post(url: string, form: string): ReturnType<ProviderAccess['post']> {
    const response = await this.http.send(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
      signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
    });
    const text = await readBoundedText(response);
    const json = text === undefined ? undefined : parseStrictJson(text);
    return { status: response.status, body: isJsonObject(json) ? json : undefined };
  }
}
