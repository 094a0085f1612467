import { Injectable } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { BLOCK_REASONS, type BlockCause } from '../core/accounts/block-cause.js';
import { block } from '../core/accounts/changes.js';
import { afterFault, type AttemptFault, type NextStep } from '../core/pool/after-fault.js';
import { coolDownMs, type CoolDownHint } from '../core/pool/cool-down.js';
import { refusalKind, type RefusalKind, type UpstreamRefusal } from '../core/pool/refusal-kind.js';
import { RetryBudget } from '../core/pool/retry-budget.js';
import { ServedModels } from '../core/pool/served-models.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { Random } from '../core/ports/random.js';
import { quotaWindow } from '../core/usage/quota-window.js';
import type { Usage } from '../core/usage/usage.js';
import { LastUsed } from './last-used.js';
import type { Lease } from './lease.js';
import { Pool } from './pool.service.js';
import { QuotaProtection } from './quota-protection.js';

/** How one attempt with an account ended. */
export type AttemptResult =
  | { readonly kind: 'served' }
  /** The caller left, or nothing was asked: it tells nothing about the account. */
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly refusal: UpstreamRefusal; readonly hint: CoolDownHint }
  | { readonly kind: 'failed' }
  /** Failed after content had gone out: the account's fault, but nothing that may be repeated. */
  | { readonly kind: 'broken' };

/** Where a request stands after an attempt. */
export interface Standing {
  readonly attempts: number;
  readonly isRenewed: boolean;
  /** What the attempt cost; undefined where nothing tells. */
  readonly usage: Usage | undefined;
  /** Where this request keeps the leases of accounts that lacked what it asks for. */
  readonly lacking: Lease[];
}

/** An account that lacks a model that others have is not asked for it again for this long. */
const MISSING_MODEL_MS = 10 * 60_000;

/**
 * Draws the consequences of each attempt: for the account (rest, ejection, block), and for the request (whether it may
 * be tried with another one).
 */
@Injectable()
export class Settlement {
  readonly #budget = new RetryBudget();
  readonly #servedModels = new ServedModels();

  constructor(
    private readonly pool: Pool,
    private readonly registry: AccountRegistry,
    private readonly lastUsed: LastUsed,
    private readonly quota: QuotaProtection,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** A request has come: it earns a share of a retry. */
  begin(): void {
    this.#budget.earn();
  }

  /** @returns what the request does next; `give-up` where there is nothing more to do */
  settle(lease: Lease, result: AttemptResult, standing: Standing): NextStep {
    if (result.kind !== 'left') this.lastUsed.note(lease.id);
    const fault = this.#consequences(lease, result, standing.lacking);
    const step = fault ? this.#nextStep(fault, lease, standing) : 'give-up';
    // `Pool.renew` takes the lease over.
    if (step !== 'refresh-and-retry') this.pool.release(lease);
    if (isSpent(result)) this.quota.spent(lease, tokensOf(standing.usage));
    return step;
  }

  #nextStep(fault: AttemptFault, { model }: Lease, standing: Standing): NextStep {
    const step = afterFault(fault, { ...standing, isModelKnown: this.#servedModels.has(model) });
    if (step !== 'next-account' || isLastOfItsKind(fault)) return step;
    return this.#budget.spend() ? step : 'give-up';
  }

  #consequences(lease: Lease, result: AttemptResult, lacking: Lease[]): AttemptFault | undefined {
    switch (result.kind) {
      case 'left':
        return undefined;
      case 'served':
        this.pool.served(lease);
        // Only now is it known to be the accounts, and not the request: else one caller's mistake would cool the whole pool.
        for (const other of lacking) this.pool.cool(other, MISSING_MODEL_MS);
        this.#servedModels.add(lease.model);
        return undefined;
      case 'failed':
        this.pool.failed(lease);
        return { kind: 'failed' };
      case 'broken':
        this.pool.failed(lease);
        return undefined;
      case 'refused': {
        const refusal = refusalKind(result.refusal);
        this.#refused(lease, refusal, result);
        if (refusal.kind === 'model' || (refusal.kind === 'permission' && refusal.isLasting)) lacking.push(lease);
        return { kind: 'refused', refusal };
      }
    }
  }

  #refused(lease: Lease, kind: RefusalKind, { refusal, hint }: Extract<AttemptResult, { kind: 'refused' }>): void {
    switch (kind.kind) {
      case 'quota':
        this.pool.cool(lease, this.#restMs(lease, hint));
        this.quota.learn(lease, hint.quotas ?? []);
        return;
      case 'server':
        this.pool.failed(lease);
        return;
      case 'blocked':
        this.#block(lease, kind.why, refusal);
        return;
      case 'model':
      case 'permission':
      case 'resource':
      case 'token':
      case 'request':
    }
  }

  #restMs(lease: Lease, hint: CoolDownHint): number {
    const nowMs = this.clock.nowMs();
    const untilMidnightMs = quotaWindow('requests_per_day', nowMs).endsAtMs - nowMs;
    return coolDownMs(hint, this.pool.refusals(lease), untilMidnightMs, this.random.next());
  }

  #block({ id }: Lease, why: BlockCause, { helpUrl }: UpstreamRefusal): void {
    const at = unixSeconds(this.clock);
    this.registry.change(
      id,
      (account) => (account.blocked ? null : block(BLOCK_REASONS[why], helpUrl, at)),
      'upstream',
    );
  }
}

/** In and out together. */
const tokensOf = (usage: Usage | undefined): number => (usage ? usage.inputTokens + usage.outputTokens : 0);

/** At the upstream's door a request is turned away by what is asked before any quota; all others have taken their part of one. */
const isSpent = (result: AttemptResult): boolean =>
  result.kind !== 'refused' || ![401, 403, 404, 429].includes(result.refusal.httpStatus);

/** The account has left the turn by this very fault: trying another one cannot multiply an outage, and needs no budget. */
const isLastOfItsKind = (fault: AttemptFault): boolean =>
  fault.kind === 'refused' && (fault.refusal.kind === 'quota' || fault.refusal.kind === 'blocked');
