import { Injectable } from '@nestjs/common';
import type { AddAccount } from '../../contract/http/accounts.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { EnrolmentService, type EnrolmentResult } from '../accounts/enrolment.service.js';
import { DEFAULT_CLIENT_KEY, type Account } from '../core/accounts/account.js';
import { storeTokens } from '../core/accounts/changes.js';
import type { JsonObject } from '../core/accounts/document.js';
import {
  IssuedToOtherClientError,
  RefreshRejectedError,
  RefreshUnavailableError,
} from '../core/errors/grant-errors.js';
import { OAuthClientMisconfiguredError } from '../core/errors/oauth-errors.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import type { RefreshOutcome } from '../core/grants/judge-refresh.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import type { OAuthClient } from '../core/ports/token-endpoint.js';
import { Userinfo, type Identity } from '../core/ports/userinfo.js';
import { Log } from '../observability/logger.js';
import { OAuthClients } from './oauth-clients.js';
import { RefreshFlights } from './refresh-flights.js';
import { ShortLived } from './short-lived.js';

/** How long anybody waits for a token endpoint. */
const WAIT_MS = 10_000;
const ROTATION_LIFETIME_MS = 10 * 60 * 1000;

/** What an import knows beside the refresh token. */
export interface AddContext {
  readonly by: 'refresh_token' | 'import';
  /** The OAuth client that is said to have obtained it; used when it is configured here. */
  readonly clientKey?: string | null;
  /** @see EnrolmentRequest.template */
  readonly template?: JsonObject | null;
  /** Looks at whose token it is before anything is stored; by throwing it stops that. */
  readonly accept?: (identity: Identity) => void;
}

/** Adds an account by a refresh token: proven first, then enrolled as whoever Google says it is. */
@Injectable()
export class AddAccountService {
  /** Given token → what it was rotated to, while that is in no account: the one who pastes again must not be refused. */
  readonly #rotated: ShortLived<string>;

  constructor(
    private readonly clients: OAuthClients,
    private readonly flights: RefreshFlights,
    private readonly userinfo: Userinfo,
    private readonly registry: AccountRegistry,
    private readonly enrolment: EnrolmentService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#rotated = new ShortLived(clock, { lifetimeMs: ROTATION_LIFETIME_MS, perOwner: 100, total: 100 });
  }

  /**
   * Proves and enrols. Whoever waits is answered within 10 s; a proof that takes longer goes on and is enrolled when it
   * arrives, because its answer may be the only one that holds the new refresh token.
   *
   * @throws RefreshRejectedError, IssuedToOtherClientError, OAuthClientMisconfiguredError, RefreshUnavailableError,
   *   OAuthClientMissingError, UserinfoFailedError, EmailUnverifiedError, and what enrolling throws; no account is changed then
   */
  async add(request: AddAccount, context: AddContext = { by: 'refresh_token' }): Promise<EnrolmentResult> {
    const adding = this.#prove(request, context);
    let cancel = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.clock.schedule(WAIT_MS, () => {
        adding.catch((error: unknown) =>
          this.log.warn('A refresh token that was slow to prove was not added', { error: String(error) }),
        );
        reject(
          new RefreshUnavailableError('Google takes long to answer; the account appears by itself if it still does'),
        );
      });
    });
    return Promise.race([adding, late]).finally(() => cancel());
  }

  async #prove(request: AddAccount, context: AddContext): Promise<EnrolmentResult> {
    const given = request.refresh_token;
    const holder = this.#holderOf(given);
    const client = this.#clientFor(holder, context.clientKey);
    const current = this.#rotated.get(given) ?? given;
    const issued = tokensOf(await this.flights.refresh(client, current), client, holder !== undefined);
    const tokens = { ...issued, refreshToken: issued.refreshToken ?? current };
    if (tokens.refreshToken !== given) {
      this.#rotated.put(given, 'rotated', tokens.refreshToken);
      // At once: until it is known whose it is, that account's own refresh would send the old one again, which a server
      // that rotates takes for theft. A disabled one refreshes nothing, and is only enabled by whoever it belongs to.
      if (!this.#holderOf(given)?.disabled) this.#handOver(given, tokens);
    }

    const identity = await this.#identityOf(tokens, given, context.accept);
    const result = await this.enrolment.enrol({
      identity,
      tokens,
      clientKey: client.key,
      by: context.by,
      givenAccessToken: request.access_token ?? null,
      projectId: request.project_id ?? null,
      label: request.custom_label ?? null,
      template: context.template ?? null,
    });
    this.#rotated.delete(given);
    return result;
  }

  /** If nobody says whose it is, or it shall not be enrolled, a rotated token still goes to the account that held the old one. */
  async #identityOf(
    tokens: IssuedTokens & { readonly refreshToken: string },
    given: string,
    accept: AddContext['accept'],
  ): Promise<Identity> {
    try {
      const identity = await this.userinfo.requestIdentity(tokens.accessToken);
      accept?.(identity);
      return identity;
    } catch (error) {
      if (tokens.refreshToken !== given) this.#handOver(given, tokens);
      throw error;
    }
  }

  /** Gives the account that holds the old refresh token what it was rotated to. */
  #handOver(given: string, tokens: IssuedTokens): void {
    const holder = this.#holderOf(given);
    if (!holder) return;
    const edits = (account: Account) => storeTokens(account, tokens, unixSeconds(this.clock));
    this.registry.change(holder.id, edits, 'refresh', given);
    this.#rotated.delete(given);
  }

  #holderOf(refreshToken: string): Account | undefined {
    for (const account of this.registry.accounts()) if (account.grant.refreshToken === refreshToken) return account;
    return undefined;
  }

  #clientFor(holder: Account | undefined, named: string | null | undefined): OAuthClient {
    const key = holder?.grant.clientKey ?? named ?? DEFAULT_CLIENT_KEY;
    return this.clients.get(key) ?? this.clients.require(DEFAULT_CLIENT_KEY);
  }
}

/** @throws what the outcome means for somebody who pasted a token */
function tokensOf(outcome: RefreshOutcome, client: OAuthClient, isKnown: boolean): IssuedTokens {
  switch (outcome.kind) {
    case 'refreshed':
      return outcome.tokens;
    case 'grant-dead':
      throw new RefreshRejectedError(outcome.subtype, isKnown);
    case 'client-fault':
      if (outcome.error === 'unauthorized_client') throw new IssuedToOtherClientError(client.key);
      throw new OAuthClientMisconfiguredError(client.key, outcome.error);
    case 'transient':
      throw new RefreshUnavailableError(outcome.reason, outcome.retryAfterMs);
  }
}
