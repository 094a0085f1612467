import { Injectable } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { GrantLifetimes } from '../accounts/grant-lifetimes.js';
import type { Account } from '../core/accounts/account.js';
import { disable, storeTokens } from '../core/accounts/changes.js';
import { AccountNotFoundError, AccountUnreadableError } from '../core/errors/account-errors.js';
import { StorageError } from '../core/errors/storage-error.js';
import { diagnose, type GrantHistory } from '../core/grants/cause.js';
import { clean, disabledReason } from '../core/grants/disabled-reason.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import type { OAuthRefusal, RefreshOutcome } from '../core/grants/judge-refresh.js';
import { refreshBackoffMs } from '../core/grants/refresh-schedule.js';
import { lastAliveAt } from '../core/grants/stored-diagnosis.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { Random } from '../core/ports/random.js';
import type { OAuthClient } from '../core/ports/token-endpoint.js';
import { CallSlots } from '../oauth/call-slots.js';
import { OAuthClients } from '../oauth/oauth-clients.js';
import { RefreshFlights } from '../oauth/refresh-flights.js';
import { Log } from '../observability/logger.js';
import { ClientBreaker } from './client-breaker.js';

/** How a refresh ended for the account it was asked for. */
export type AccountRefresh =
  | { readonly kind: 'refreshed'; readonly account: Account }
  /** This refresh found the grant dead. */
  | { readonly kind: 'disabled'; readonly account: Account }
  /** The grant was replaced while the refresh was under way; its answer is about the past. */
  | { readonly kind: 'superseded' }
  /** `code` is that of the error which tells the same. */
  | { readonly kind: 'failed'; readonly reason: string; readonly code: RefreshFault }
  | { readonly kind: 'gone' };

type RefreshFault =
  | 'account.disabled'
  | 'oauth.refresh_token_missing'
  | 'oauth_client.missing'
  | 'oauth_client.misconfigured'
  | 'grant.issued_to_other_client'
  | 'grant.refresh_unavailable'
  | 'server.internal';

/** Why a refresh failed, and how long the account is to be left alone at least. */
interface Failure {
  readonly code: RefreshFault;
  readonly why: string;
  readonly hintMs?: number | null;
}

type HoldListener = (id: string, refreshToken: string, held: boolean) => void;

interface Flight {
  readonly refreshToken: string;
  readonly done: Promise<AccountRefresh>;
}

interface Rest {
  readonly failures: number;
  /** Monotonic milliseconds. */
  readonly untilMs: number;
}

/** As many as the token endpoint gets; whoever waits here is looked at again when its turn comes. */
const CALLS_AT_ONCE = 8;
/** How long an account whose grant belongs to another client is left alone: only its owner can help. */
const FOREIGN_REST_MS = 30_000;

/**
 * Refreshes the access token of an account and makes what the answer means come true. One refresh at a time per refresh
 * token, shared by all who ask; an answer about a replaced grant changes nothing.
 */
@Injectable()
export class GrantRefresher {
  readonly #flights = new Map<string, Flight>();
  readonly #rests = new Map<string, Rest>();
  readonly #slots = new CallSlots(CALLS_AT_ONCE);
  #hold: HoldListener = () => undefined;

  constructor(
    private readonly registry: AccountRegistry,
    private readonly lifetimes: GrantLifetimes,
    private readonly clients: OAuthClients,
    private readonly flights: RefreshFlights,
    private readonly breaker: ClientBreaker,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  /** Told when a refusal of a refresh token has begun to arrive (held) and when it has been judged (no longer held). */
  onHold(listener: HoldListener): void {
    this.#hold = listener;
  }

  /** How long this account's refresh is left alone, milliseconds; 0 when it may be tried. */
  restMs(account: Account): number {
    const rest = this.#rests.get(account.id)?.untilMs ?? 0;
    return Math.max(0, rest - this.clock.monotonicMs(), this.breaker.restMs(account.grant.clientKey));
  }

  isRefreshing(id: string): boolean {
    return this.#flights.has(id);
  }

  /** The grant is a new one, or a person asks: earlier failures are not held against it. */
  forgive(id: string): void {
    this.#rests.delete(id);
  }

  /** The OAuth clients may have been configured anew: nothing that failed before is held against anybody. */
  forgiveAll(): void {
    this.#rests.clear();
    this.breaker.reset();
  }

  /** Refreshes now, or joins the refresh under way. Never rejects. */
  refresh(id: string): Promise<AccountRefresh> {
    const account = this.registry.get(id);
    if (!account) return Promise.resolve({ kind: 'gone' });
    const { refreshToken, clientKey } = account.grant;
    if (account.disabled) {
      return Promise.resolve({ kind: 'failed', code: 'account.disabled', reason: 'the account is disabled' });
    }
    if (refreshToken === null) {
      const why = 'there is no refresh token';
      return Promise.resolve(this.#failed(id, null, { code: 'oauth.refresh_token_missing', why }));
    }
    const flying = this.#flights.get(id);
    if (flying?.refreshToken === refreshToken) return flying.done;

    const done = this.#refresh(id, refreshToken, clientKey).finally(() => {
      if (this.#flights.get(id)?.done === done) this.#flights.delete(id);
    });
    this.#flights.set(id, { refreshToken, done });
    return done;
  }

  async #refresh(id: string, refreshToken: string, clientKey: string): Promise<AccountRefresh> {
    const client = this.clients.get(clientKey);
    if (!client) {
      const why = `OAuth client "${clientKey}" is not configured`;
      return this.#failed(id, refreshToken, { code: 'oauth_client.missing', why });
    }
    const endFirstCall = await this.breaker.firstCall(clientKey);
    try {
      return await this.#slots.run(() => this.#call(id, refreshToken, client));
    } catch (error) {
      this.log.error(error, { account_id: id });
      return this.#failed(id, refreshToken, { code: 'server.internal', why: 'an unexpected fault, see the log' });
    } finally {
      endFirstCall();
      this.#hold(id, refreshToken, false);
    }
  }

  async #call(id: string, refreshToken: string, client: OAuthClient): Promise<AccountRefresh> {
    // Its turn may have come late: a token that was replaced meanwhile is not sent, a server that rotates would take
    // that for theft; and a client that was refused meanwhile rests.
    const account = this.registry.get(id);
    if (!account || account.disabled || account.grant.refreshToken !== refreshToken) return this.#superseded(id);
    if (!this.breaker.mayCall(client.key)) {
      return { kind: 'failed', code: 'oauth_client.misconfigured', reason: 'the OAuth client is refused, and rests' };
    }
    const outcome = await this.flights.refresh(client, refreshToken, {
      // From the first byte of a refusal on, the account must not be used any more, though it is not judged yet.
      onAnswerStarted: (status) => {
        if ((status === 400 || status === 401) && this.#isCurrent(id, refreshToken)) this.#hold(id, refreshToken, true);
      },
    });
    return this.#apply(id, refreshToken, client, outcome);
  }

  #apply(
    id: string,
    refreshToken: string,
    client: OAuthClient,
    outcome: RefreshOutcome,
  ): Promise<AccountRefresh> | AccountRefresh {
    switch (outcome.kind) {
      case 'refreshed':
        this.breaker.worked(client.key);
        return this.#refreshed(id, refreshToken, outcome.tokens);
      case 'grant-dead':
        this.breaker.worked(client.key);
        return this.#dead(id, refreshToken, client, outcome);
      case 'client-fault':
        return this.#clientFault(id, refreshToken, client.key, outcome);
      case 'transient':
        return this.#failed(id, refreshToken, {
          code: 'grant.refresh_unavailable',
          why: outcome.reason,
          hintMs: outcome.retryAfterMs,
        });
    }
  }

  async #refreshed(id: string, sent: string, tokens: IssuedTokens): Promise<AccountRefresh> {
    const account = await this.#store(id, sent, tokens);
    if (!account) return this.#superseded(id);
    this.#rests.delete(id);
    this.bus.publish({
      type: 'grant.refreshed',
      account_id: id,
      email: account.email,
      expires_at: account.grant.accessTokenExpiresAt,
    });
    return { kind: 'refreshed', account };
  }

  /** A rotated refresh token is on disk before the access token that came with it is used: losing it loses the grant. */
  async #store(id: string, sent: string, tokens: IssuedTokens): Promise<Account | null> {
    const edits = (account: Account) =>
      account.grant.refreshToken === sent ? storeTokens(account, tokens, unixSeconds(this.clock)) : null;
    if (tokens.refreshToken === null || tokens.refreshToken === sent)
      return this.registry.change(id, edits, 'refresh', sent);
    try {
      const result = await this.registry.commit(id, edits, 'refresh');
      return result.kind === 'done' ? result.account : null;
    } catch (error) {
      // The old refresh token may be spent already, so the new one must at least live in memory until the disk, or
      // whoever repairs the file, is back.
      if (error instanceof StorageError || error instanceof AccountUnreadableError)
        return this.registry.change(id, edits, 'refresh', sent);
      if (error instanceof AccountNotFoundError) return null;
      throw error;
    }
  }

  #dead(id: string, sent: string, client: OAuthClient, refusal: OAuthRefusal): AccountRefresh {
    const account = this.registry.get(id);
    if (!account || account.disabled || account.grant.refreshToken !== sent) return this.#superseded(id);
    const now = unixSeconds(this.clock);
    const secrets = [sent, account.grant.accessToken, client.clientSecret];
    const reason = disabledReason(refusal, diagnose(refusal, this.#historyOf(account, now)), secrets);
    // Out of the pool first: nothing that can be said about it is worth a request more on a dead grant.
    const disabled = this.registry.change(id, () => disable(reason, now), 'refresh', sent);
    if (!disabled) return this.#superseded(id);
    this.log.warn(`Token refresh failed (${account.email}): ${refusal.error}, trying next account`, { account_id: id });
    this.log.warn(`Disabling account due to invalid_grant (${account.email}): refresh_token likely revoked/expired`, {
      account_id: id,
    });
    return { kind: 'disabled', account: disabled };
  }

  #clientFault(id: string, sent: string, clientKey: string, refusal: OAuthRefusal): AccountRefresh {
    if (this.breaker.failed(clientKey, refusal, id) === 'client') {
      const reason = `the OAuth client is refused: ${refusal.error}`;
      return { kind: 'failed', code: 'oauth_client.misconfigured', reason };
    }
    const why = 'the grant was issued to another OAuth client; sign in again for this account';
    return this.#failed(id, sent, { code: 'grant.issued_to_other_client', why, hintMs: FOREIGN_REST_MS });
  }

  #failed(id: string, sent: string | null, { code, why, hintMs = null }: Failure): AccountRefresh {
    if (!this.#isCurrent(id, sent)) return this.#superseded(id);
    const account = this.registry.get(id);
    // What a server said is in it: it goes to the log and to every dashboard.
    const reason = clean(why, [sent, account?.grant.accessToken ?? null]);
    const failures = (this.#rests.get(id)?.failures ?? 0) + 1;
    const restMs = refreshBackoffMs(failures, hintMs, this.random.next());
    this.#rests.set(id, { failures, untilMs: this.clock.monotonicMs() + restMs });
    this.log.warn(`Token refresh failed (${account?.email ?? id}): ${reason}, trying next account`, { account_id: id });
    this.bus.publish({
      type: 'grant.refresh_failed',
      account_id: id,
      email: account?.email,
      reason,
      code,
      retry_ms: Math.round(restMs),
    });
    return { kind: 'failed', code, reason };
  }

  #historyOf(account: Account, now: number): GrantHistory {
    const { grant } = account;
    return {
      now,
      issuedAt: grant.issuedAt,
      lastAliveAt: lastAliveAt(account),
      refreshTokenExpiresAt: grant.refreshTokenExpiresAt,
      earlierLifetimes: this.lifetimes.lifetimesOf(grant.clientKey),
      grantsIssued: grant.timesIssued,
    };
  }

  #superseded(id: string): AccountRefresh {
    return { kind: this.registry.get(id) ? 'superseded' : 'gone' };
  }

  #isCurrent(id: string, refreshToken: string | null): boolean {
    // Undefined, for an account that is gone, is neither a token nor none.
    return this.registry.get(id)?.grant.refreshToken === refreshToken;
  }
}
