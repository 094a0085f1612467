import { Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { StateRejectedError } from '../core/errors/oauth-errors.js';
import { Clock } from '../core/ports/clock.js';
import { ShortLived } from './short-lived.js';

/** How long a person may take at Google. */
export const FLOW_LIFETIME_MS = 10 * 60 * 1000;

/** What a sign-in is begun with. */
export interface SignInIntent {
  /** The admin session that began it. */
  readonly admin: string;
  readonly clientKey: string;
  readonly redirectUri: string;
  /** The scopes asked for. */
  readonly scopes: readonly string[];
  /** The account it is meant for; null when any person may come. */
  readonly expected: { readonly accountId: string; readonly email: string } | null;
  readonly nonce: string;
}

/** A sign-in that waits for its person to come back from Google. */
export interface SignInFlow extends SignInIntent {
  /** 256 random bits. @see RFC 6749 §10.12 */
  readonly state: string;
  /** @see RFC 7636 §4.1 */
  readonly codeVerifier: string;
  /** What the cookie of the browser that began it holds. */
  readonly browser: string;
}

/** 256 random bits in 43 characters. */
export const randomValue = (): string => randomBytes(32).toString('base64url');

/**
 * The sign-ins under way. Each can be claimed once, by the browser or the admin session that began it; whatever else
 * comes to the callback leaves them as they are.
 */
@Injectable()
export class SignInFlows {
  readonly #pending: ShortLived<SignInFlow>;
  readonly #used: ShortLived<Pick<SignInFlow, 'admin' | 'browser'>>;

  constructor(clock: Clock) {
    this.#pending = new ShortLived(clock, { lifetimeMs: FLOW_LIFETIME_MS, perOwner: 20, total: 200 });
    this.#used = new ShortLived(clock, { lifetimeMs: FLOW_LIFETIME_MS, perOwner: 20, total: 200 });
  }

  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Flows of one admin session share the browser's value: two tabs begun at once must not take the cookie from each other. */
  open(intent: SignInIntent, codeVerifier: string): SignInFlow {
    const browser = this.#pending.ownedBy(intent.admin)[0]?.browser ?? randomValue();
    const flow: SignInFlow = { ...intent, codeVerifier, browser, state: randomValue() };
    this.#pending.put(flow.state, intent.admin, flow);
    return flow;
  }

  /**
   * Takes the flow for the browser that began it.
   *
   * @returns `repeated` when this browser has used this very flow already (a double click, a reload)
   * @throws StateRejectedError
   */
  claimByBrowser(state: string, browser: string | undefined): SignInFlow | 'repeated' {
    return this.#claim(state, (flow) => browser !== undefined && isSame(flow.browser, browser));
  }

  /** Takes the flow for the admin session that began it. @see claimByBrowser */
  claimByAdmin(state: string, admin: string): SignInFlow | 'repeated' {
    return this.#claim(state, (flow) => flow.admin === admin);
  }

  #claim(state: string, isTheirs: (flow: Pick<SignInFlow, 'admin' | 'browser'>) => boolean): SignInFlow | 'repeated' {
    const flow = this.#pending.get(state);
    if (flow && isTheirs(flow)) {
      this.#pending.delete(state);
      this.#used.put(state, flow.admin, { admin: flow.admin, browser: flow.browser });
      return flow;
    }
    const used = this.#used.get(state);
    if (used && isTheirs(used)) return 'repeated';
    throw new StateRejectedError();
  }
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
