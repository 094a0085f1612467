import { Injectable } from '@nestjs/common';
import type { Response } from 'undici';
import type { ClientCheck } from '../../contract/http/client-check.js';
import { SettingsService } from '../config/settings.service.js';
import { DEFAULT_CLIENT_KEY } from '../core/accounts/account.js';
import { judgeClient } from '../core/grants/client-verdict.js';
import { Clock } from '../core/ports/clock.js';
import type { OAuthClient } from '../core/ports/token-endpoint.js';
import { BoundedHttp, readBoundedText, reasonOf } from './bounded-http.js';
import { OAuthClients } from './oauth-clients.js';
import { parseStrictJson } from './strict-json.js';

/** Nobody's refresh token: refusing it needs no account, and harms none. */
const NOBODYS_TOKEN = 'regrant-check-no-such-token';
const TIMEOUT_MS = 10_000;

type Visit = Omit<ClientCheck['token_endpoint'], 'url'>;

/** Asks the token endpoint whether it knows the OAuth clients, so that a person need not sign in to find out. */
@Injectable()
export class ClientDoctor {
  constructor(
    private readonly settings: SettingsService,
    private readonly clients: OAuthClients,
    private readonly http: BoundedHttp,
    private readonly clock: Clock,
  ) {}

  async check(): Promise<ClientCheck> {
    const keys = new Set([DEFAULT_CLIENT_KEY, ...Object.keys(this.settings.current.oauth_clients)]);
    const checked = await Promise.all([...keys].map((key) => this.#checkClient(key)));
    // One endpoint for all: the visit that got furthest speaks for it.
    const visits = checked.flatMap(({ visit }) => (visit ? [visit] : []));
    const best = visits.find(({ reachable }) => reachable) ?? visits[0] ?? (await this.#visit(undefined)).visit;
    return {
      token_endpoint: { url: this.settings.current.google_token_url, ...best },
      clients: checked.map(({ client }) => client),
    };
  }

  async #checkClient(key: string): Promise<{ client: ClientCheck['clients'][number]; visit?: Visit }> {
    const client = this.clients.get(key);
    if (!client) return { client: { key, client_id: null, verdict: 'incomplete', error: null } };
    const { visit, response } = await this.#visit(client);
    const text = response && (await readBoundedText(response));
    const judged = response
      ? judgeClient(response.status, text === undefined ? undefined : parseStrictJson(text))
      : { verdict: 'unclear' as const, error: null };
    return { client: { key, client_id: client.clientId, ...judged }, visit };
  }

  async #visit(client: OAuthClient | undefined): Promise<{ visit: Visit; response?: Response }> {
    const startedMs = this.clock.monotonicMs();
    try {
      const response = await this.http.send(this.settings.current.google_token_url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: NOBODYS_TOKEN,
          ...(client && { client_id: client.clientId, client_secret: client.clientSecret }),
        }).toString(),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const visit = {
        reachable: true,
        reason: null,
        milliseconds: Math.round(this.clock.monotonicMs() - startedMs),
        clock_ahead_seconds: clockAhead(response.headers.get('date'), this.clock.nowMs()),
      };
      return { visit, response };
    } catch (error) {
      return { visit: { reachable: false, reason: reasonOf(error), milliseconds: null, clock_ahead_seconds: null } };
    }
  }
}

/** The `Date` header has whole seconds and was made a moment ago: a difference of one says nothing. */
function clockAhead(date: string | null, nowMs: number): number | null {
  const theirsMs = date === null ? NaN : Date.parse(date);
  return Number.isNaN(theirsMs) ? null : Math.round((nowMs - theirsMs) / 1000);
}
