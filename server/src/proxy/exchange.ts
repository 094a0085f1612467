import { type RegrantError } from '../core/errors/regrant-error.js';
import {
  PoolCoolingError,
  PoolExhaustedError,
  ProjectMissingError,
  ReauthRequiredError,
} from '../core/errors/pool-errors.js';
import type { Log } from '../observability/logger.js';
import type { AttemptTrace, RequestTrace } from '../observability/traffic/request-trace.js';
import type { Lease } from '../pool/lease.js';
import type { Pool } from '../pool/pool.service.js';
import type { AttemptResult, Settlement } from '../pool/settlement.js';
import type { DroppedFields } from '../protocols/neutral/dropped-fields.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import type { HttpUpstream, UpstreamRequest } from '../upstream/http-upstream.js';
import { Attempt, type AttemptEnding } from './attempt.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Delivery } from './delivery.js';
import type { Leaving } from './leaving.js';
import type { Refusal } from './refusal.js';

/** One request for one of Google's APIs, whoever's account it goes with. */
export interface Ask {
  /** The model that is asked, after mapping; empty where none is. */
  readonly model: string;
  /** What keeps a conversation on one account; null where nothing does. */
  readonly session: number | null;
  /** The upstream speaks the caller's wire: its refusals are passed on as they are, but for names of accounts and projects. */
  readonly passesRefusals: boolean;
  /** Undefined where this account cannot make it; another may. */
  request(lease: Lease): UpstreamRequest | undefined;
}

/** The same, with what becomes of the answer. */
export interface Plan extends Ask {
  /** What the translation left out. */
  readonly dropped?: DroppedFields;
  /** A fresh delivery for each attempt. */
  delivery(): Delivery;
}

/** How an exchange ended. */
export type Ending =
  /** The caller has its answer, or has left, or was told in the stream that it broke: nothing more to do. */
  | { readonly kind: 'over'; /** The upstream broke off in the middle. */ readonly isBroken?: boolean }
  | { readonly kind: 'problem'; readonly problem: WireProblem; readonly headers?: AnswerHeaders }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What an exchange works with. */
export interface ExchangeTools {
  readonly pool: Pool;
  readonly upstream: HttpUpstream;
  readonly settlement: Settlement;
  readonly log: Log;
}

/** Of a large pool, this many accounts are told about in the request log. */
const MOST_EXPLAINED = 50;

const TOKEN_REFUSED: WireProblem = {
  status: 502,
  code: 'upstream.rejected',
  detail: 'The upstream refused the access tokens of the accounts that were tried.',
  hint: 'Look at the accounts in the dashboard; the OAuth client may lack an API scope.',
};

/**
 * One caller's request: an account, an attempt, and as long as no content has gone out, another account.
 * The upstream call ends when the caller leaves.
 */
export class Exchange {
  readonly #tried = new Set<string>();
  readonly #lacking: Lease[] = [];
  #attempts = 0;
  #lackedProject = false;

  constructor(
    private readonly tools: ExchangeTools,
    private readonly caller: Caller,
    private readonly plan: Plan,
    /** The caller has left, or wants no more of it. */
    private readonly leaving: Leaving,
    /** Notes what happens, for the request log. */
    private readonly trace: RequestTrace,
  ) {}

  async run(): Promise<Ending> {
    const { pool, settlement } = this.tools;
    const ask = { model: this.plan.model, session: this.plan.session, excluded: this.#tried };
    settlement.begin();
    this.trace.modelUsed(this.plan.model);
    let last: AttemptEnding | undefined;
    let lease = pool.choose(ask);
    let isRenewed = false;
    while (!this.leaving.hasLeft) {
      if (!lease) {
        const acquired = await pool.acquire(ask, this.leaving.signal);
        if (acquired.kind === 'none') {
          this.#notePassedOver();
          return this.#giveUp(last, acquired.error);
        }
        lease = acquired.lease;
        isRenewed = false;
        // Somebody came free in the very moment in which the caller left.
        if (this.#hasLeft()) break;
      }
      this.#tried.add(lease.id);
      const request = this.#requestOf(lease);
      if (!request) {
        // Not an attempt: nothing was asked, and the next account may have what this one lacks.
        this.#lackedProject = true;
        pool.release(lease);
        lease = undefined;
        continue;
      }
      this.#attempts += 1;
      const trace = this.trace.attempt(lease.id, lease.why);
      const attempt = this.#attemptWith(trace);
      last = await attempt.run(request);
      const { usage } = attempt;
      if (usage) this.trace.usage(usage);
      this.#noteEnd(trace, last);
      const standing = { attempts: this.#attempts, isRenewed, lacking: this.#lacking, usage };
      const step = settlement.settle(lease, resultOf(last, this.leaving), standing);
      if (last.kind === 'over') return last;
      if (step === 'give-up') return this.#giveUp(last);
      // A grant found dead on the way costs the caller no attempt: the refused one does not count.
      if (step === 'refresh-and-retry') this.#attempts -= 1;
      // One that was renewed a moment ago and is refused again is the upstream's verdict, not a lack of accounts.
      const isHopeless = pool.isJustRenewed(lease);
      lease = step === 'refresh-and-retry' ? await pool.renew(lease) : undefined;
      isRenewed = lease !== undefined;
      // A token that could not be renewed: if nobody else is there, why is the pool's to say.
      if (step === 'refresh-and-retry' && !lease && !isHopeless) last = undefined;
    }
    if (lease) pool.release(lease);
    return OVER;
  }

  #requestOf(lease: Lease): UpstreamRequest | undefined {
    try {
      return this.plan.request(lease);
    } catch (error) {
      this.tools.pool.release(lease);
      throw error;
    }
  }

  /** Why the others could not serve: worth a look at the pool only where somebody will ask. */
  #notePassedOver(): void {
    const { skipped } = this.tools.pool.explain(this.plan.model, MOST_EXPLAINED);
    this.trace.considered(skipped.map(({ id, state, reason }) => ({ accountId: id, state, reason })));
  }

  #noteEnd(trace: AttemptTrace, attempt: AttemptEnding): void {
    if (attempt.kind === 'refused') {
      const { status, problem } = attempt.refusal;
      trace.end('refused', { status, reason: problem.code });
    } else if (attempt.kind === 'failed') trace.end('failed', { reason: attempt.problem.code });
    else if (this.leaving.hasLeft) trace.end('left');
    else trace.end(attempt.isBroken ? 'failed' : 'served', { status: 200 });
  }

  /** Asked anew after each wait. */
  #hasLeft(): boolean {
    return this.leaving.hasLeft;
  }

  #attemptWith(trace: AttemptTrace): Attempt {
    const { upstream, log } = this.tools;
    const { caller, leaving } = this;
    return new Attempt({ upstream, log, caller, delivery: this.plan.delivery(), leaving, trace });
  }

  /** The honest end: what the last account was told, or why there is no account. */
  #giveUp(last: AttemptEnding | undefined, error?: RegrantError): Ending {
    // A 401 is about our access token; the caller would take it for a verdict on its own key.
    if (last?.kind === 'refused' && last.refusal.status === 401) return { kind: 'problem', problem: TOKEN_REFUSED };
    if (last?.kind === 'refused') return { kind: 'refused', refusal: soonest(last.refusal, error) };
    if (last?.kind === 'failed') return { kind: 'problem', problem: last.problem };
    if (last) return last;
    return endingOf(this.#lackedProject ? new ProjectMissingError() : error);
  }
}

const OVER: Ending = { kind: 'over' };

/** What an attempt says about the account that made it. */
function resultOf(attempt: AttemptEnding, leaving: Leaving): AttemptResult {
  switch (attempt.kind) {
    case 'over':
      return leaving.hasLeft ? { kind: 'left' } : { kind: attempt.isBroken ? 'broken' : 'served' };
    case 'refused':
      return { kind: 'refused', refusal: attempt.refusal.facts, hint: attempt.refusal.hint };
    case 'failed':
      return { kind: 'failed' };
  }
}

/** Where all accounts are out of quota, the caller is told of the first that is back, not of the last that was asked. */
function soonest(refusal: Refusal, error: RegrantError | undefined): Refusal {
  if (refusal.status !== 429 || !(error instanceof PoolCoolingError)) return refusal;
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': secondsOf(error.retryAfterMs) } };
}

const secondsOf = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)));

/** An error of ours, with the headers that tell an SDK whether trying again is any use. */
function endingOf(error: RegrantError | undefined): Ending {
  if (!error) return OVER;
  const status = error instanceof PoolCoolingError ? 429 : 503;
  const problem = { detail: error.message, hint: error.hint, status, code: error.code };
  if (error instanceof PoolExhaustedError || error instanceof PoolCoolingError) {
    return { kind: 'problem', problem, headers: { 'retry-after': secondsOf(error.retryAfterMs) } };
  }
  const code = error instanceof ReauthRequiredError ? 'account_reauth_required' : error.code;
  return { kind: 'problem', problem: { ...problem, code }, headers: { 'x-should-retry': 'false' } };
}

/** Tells the caller how an exchange ended, unless it knows. */
export function tell(caller: Caller, ending: Ending, passesRefusals: boolean): void {
  if (ending.kind === 'problem') caller.refuse(ending.problem, ending.headers);
  if (ending.kind !== 'refused') return;
  const { status, contentType, body, problem, headers } = ending.refusal;
  if (passesRefusals) caller.answer(status, contentType, body, headers);
  else caller.refuse(problem, headers);
}
