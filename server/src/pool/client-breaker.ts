import { Injectable } from '@nestjs/common';
import type { OAuthRefusal } from '../core/grants/judge-refresh.js';
import { Clock } from '../core/ports/clock.js';
import { EventBus } from '../core/ports/event-bus.js';
import { Log } from '../observability/logger.js';

const REST_MS = 30_000;
/** How long the others wait for the first call of a client: a hanging one is no verdict. */
const FIRST_CALL_MS = 1_000;

interface ClientState {
  /** Monotonic; while in the future, nothing is sent with this client. */
  restsUntilMs: number;
  misconfigured: boolean;
  hasWorked: boolean;
  /** Accounts whose grant this client was said not to own, while it has worked for nobody yet. */
  readonly foreignTo: Set<string>;
  /** The first call of a client that has not worked yet. */
  firstCall: Promise<void> | undefined;
}

/**
 * One breaker per OAuth client. A fault of the client (a wrong secret, a deleted client) touches no account: one alarm,
 * and the client rests; after each rest one call, of one account, tries whether it works again.
 */
@Injectable()
export class ClientBreaker {
  readonly #clients = new Map<string, ClientState>();

  constructor(
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  /** The clients that Google refuses now, by their keys. */
  get refused(): readonly string[] {
    return [...this.#clients].filter(([, { misconfigured }]) => misconfigured).map(([key]) => key);
  }

  /** How long this client still rests, milliseconds; 0 when it may be used. */
  restMs(clientKey: string): number {
    return Math.max(0, (this.#clients.get(clientKey)?.restsUntilMs ?? 0) - this.clock.monotonicMs());
  }

  /**
   * Asked right before a call. False while the client rests. After the rest the first to ask may try, and the rest
   * begins again for everybody else: a thousand accounts that waited for its end must not all call at once.
   */
  mayCall(clientKey: string): boolean {
    if (this.restMs(clientKey) > 0) return false;
    const state = this.#state(clientKey);
    if (state.misconfigured) state.restsUntilMs = this.clock.monotonicMs() + REST_MS;
    return true;
  }

  /**
   * Waits while the first call of a client that has not worked yet is under way: a wrong secret is then found by one
   * call and not by all. Whoever need not wait makes that call, and ends the wait of the others by `end`.
   */
  async firstCall(clientKey: string): Promise<() => void> {
    const state = this.#state(clientKey);
    while (!state.hasWorked && state.firstCall) await state.firstCall;
    if (state.hasWorked) return () => undefined;
    let end = () => {};
    const call = new Promise<void>((resolve) => {
      const cancel = this.clock.schedule(FIRST_CALL_MS, () => end());
      end = () => {
        cancel();
        if (state.firstCall === call) state.firstCall = undefined;
        resolve();
      };
    });
    state.firstCall = call;
    return end;
  }

  /**
   * @returns `client` when the whole client rests now; `account` when only this account's grant does not fit the
   *   client: it refuses this one while it refreshes others, or while no second one says the same (`unauthorized_client`)
   */
  failed(clientKey: string, refusal: OAuthRefusal, accountId: string): 'client' | 'account' {
    const state = this.#state(clientKey);
    if (refusal.error === 'unauthorized_client' && !state.misconfigured) {
      if (state.hasWorked || state.foreignTo.add(accountId).size < 2) return 'account';
    }
    state.restsUntilMs = this.clock.monotonicMs() + REST_MS;
    if (state.misconfigured) return 'client';
    state.misconfigured = true;
    state.hasWorked = false;
    this.log.error(
      `OAuth client "${clientKey}" is refused: ${refusal.error}. No account is touched; correct the client's id and secret.`,
    );
    this.bus.publish({ type: 'oauth_client.misconfigured', client_key: clientKey, error: refusal.error });
    return 'client';
  }

  worked(clientKey: string): void {
    const state = this.#state(clientKey);
    state.hasWorked = true;
    state.foreignTo.clear();
    if (!state.misconfigured) return;
    state.misconfigured = false;
    state.restsUntilMs = 0;
    this.log.info(`OAuth client "${clientKey}" works again`);
    this.bus.publish({ type: 'oauth_client.recovered', client_key: clientKey });
  }

  /** Clients were configured anew: they may be tried at once. That they work again is told when they do. */
  reset(): void {
    for (const state of this.#clients.values()) {
      state.restsUntilMs = 0;
      state.foreignTo.clear();
    }
  }

  #state(clientKey: string): ClientState {
    const state = this.#clients.get(clientKey) ?? newState();
    this.#clients.set(clientKey, state);
    return state;
  }
}

const newState = (): ClientState => ({
  restsUntilMs: 0,
  misconfigured: false,
  hasWorked: false,
  foreignTo: new Set(),
  firstCall: undefined,
});
