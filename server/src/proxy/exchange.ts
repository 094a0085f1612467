import type { IncomingHttpHeaders } from 'node:http';
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
import type { WireProblem } from '../protocols/neutral/problem.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { HttpUpstream, UpstreamRequest } from '../upstream/http-upstream.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Delivery } from './delivery.js';
import { InStreamRefusal } from './in-stream-refusal.js';
import { UsageTap } from './usage-tap.js';
import { inStreamRefusal, REFUSED_BYTES, refusalFor, refusalOfProblem, type Refusal } from './refusal.js';

/** One request for one of Google's APIs, whoever's account it goes with. */
export interface Ask {
  /** The model that is asked, after mapping; empty where none is. */
  readonly model: string;
  /** What keeps a conversation on one account; null where nothing does. */
  readonly session: string | null;
  /** The upstream speaks the caller's wire: its refusals are passed on as they are, but for names of accounts and projects. */
  readonly passesRefusals: boolean;
  /** Undefined where this account cannot make it; another may. */
  request(lease: Lease): UpstreamRequest | undefined;
}

/** The same, with what becomes of the answer. */
export interface Plan extends Ask {
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

/** How one attempt ended. */
type Attempt =
  Extract<Ending, { kind: 'over' | 'refused' }> | { readonly kind: 'failed'; readonly problem: WireProblem };

/** Of a large pool, this many accounts are told about in the request log. */
const MOST_EXPLAINED = 50;

const BROKEN: WireProblem = {
  status: 502,
  code: 'upstream.unreachable',
  detail: 'The upstream broke off its answer.',
  hint: 'Try again.',
};

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
    private readonly leaving: AbortSignal,
    /** Notes what happens, for the request log. */
    private readonly trace: RequestTrace,
  ) {}

  async run(): Promise<Ending> {
    const { pool, settlement } = this.tools;
    const ask = { model: this.plan.model, session: this.plan.session, excluded: this.#tried };
    settlement.begin();
    this.trace.modelUsed(this.plan.model);
    let last: Attempt | undefined;
    let lease = pool.choose(ask);
    let isRenewed = false;
    while (!this.leaving.aborted) {
      if (!lease) {
        const acquired = await pool.acquire(ask, this.leaving);
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
      const attempt = this.trace.attempt(lease.id, lease.why);
      last = await this.#attempt(request, attempt);
      this.#noteEnd(attempt, last);
      const standing = { attempts: this.#attempts, isRenewed, lacking: this.#lacking };
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
    this.trace.considered(skipped.map(({ id, reason }) => ({ accountId: id, reason })));
  }

  #noteEnd(trace: AttemptTrace, attempt: Attempt): void {
    if (attempt.kind === 'refused') {
      const { status, problem } = attempt.refusal;
      trace.end('refused', { status, reason: problem.code });
    } else if (attempt.kind === 'failed') trace.end('failed', { reason: attempt.problem.code });
    else if (this.leaving.aborted) trace.end('left');
    else trace.end(attempt.isBroken ? 'failed' : 'served', { status: 200 });
  }

  /** Asked anew after each wait. */
  #hasLeft(): boolean {
    return this.leaving.aborted;
  }

  /** One attempt with one account. Resolves when it is over or may be followed by another. */
  #attempt(request: UpstreamRequest, trace: AttemptTrace): Promise<Attempt> {
    const delivery = this.plan.delivery();
    const tap = new UsageTap();
    return new Promise((resolve) => {
      let stopDraining = () => {};
      let refusing:
        { readonly status: number; readonly headers: IncomingHttpHeaders; body: Buffer[]; bytes: number } | undefined;
      let isOver = false;
      const finish = (attempt: Attempt) => {
        isOver = true;
        const { usage } = tap;
        if (usage) this.trace.usage(usage);
        stopDraining();
        delivery.close?.();
        this.leaving.removeEventListener('abort', leave);
        resolve(attempt);
      };
      const broken = (problem: WireProblem) => {
        // Aborting the upstream tells of an error as well; the one that led to it has been told.
        if (isOver) return;
        if (!delivery.started) {
          finish({ kind: 'failed', problem });
          return;
        }
        delivery.fail(problem);
        finish({ kind: 'over', isBroken: true });
      };
      /** Runs a step of the delivery; an answer that is none is a fault like any other. */
      const deliver = (step: () => boolean): boolean => {
        try {
          return step();
        } catch (error) {
          const refusal = delivery.started ? undefined : refusalIn(error);
          if (refusal) finish({ kind: 'refused', refusal });
          else if (error instanceof UpstreamAnswerError) broken(error.problem);
          else {
            this.tools.log.error(error, { request_id: this.caller.requestId });
            broken(BROKEN);
          }
          call.abort();
          return true;
        }
      };
      const call = this.tools.upstream.send(request, {
        onHead: (status, headers) => {
          if (status === 200) deliver(() => (delivery.head(headers), true));
          else refusing = { status, headers, body: [], bytes: 0 };
        },
        onData: (chunk) => {
          if (!refusing) {
            trace.firstByte();
            tap.push(chunk);
            return deliver(() => delivery.data(chunk));
          }
          if (refusing.bytes < REFUSED_BYTES) refusing.body.push(chunk);
          refusing.bytes += chunk.length;
          return true;
        },
        onEnd: () => {
          if (refusing) {
            finish({
              kind: 'refused',
              refusal: refusalFor(refusing.status, refusing.headers, Buffer.concat(refusing.body)),
            });
          } else if (deliver(() => (delivery.end(), true))) finish({ kind: 'over' });
        },
        onError: (error) => {
          if (this.leaving.aborted && !isOver) finish({ kind: 'over' });
          else broken(problemOf(error));
        },
      });
      stopDraining = this.caller.onDrain(() => call.resume());
      const leave = () => {
        call.abort();
        finish({ kind: 'over' });
      };
      this.leaving.addEventListener('abort', leave, { once: true });
    });
  }

  /** The honest end: what the last account was told, or why there is no account. */
  #giveUp(last: Attempt | undefined, error?: RegrantError): Ending {
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
function resultOf(attempt: Attempt, leaving: AbortSignal): AttemptResult {
  switch (attempt.kind) {
    case 'over':
      return leaving.aborted ? { kind: 'left' } : { kind: attempt.isBroken ? 'broken' : 'served' };
    case 'refused':
      return { kind: 'refused', refusal: attempt.refusal.facts, hint: attempt.refusal.hint };
    case 'failed':
      return { kind: 'failed' };
  }
}

/** What the upstream refused after it had begun with success; undefined for an answer that is none at all. */
function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof InStreamRefusal) return inStreamRefusal(error.body);
  const isOurs = !(error instanceof UpstreamAnswerError) || error.problem.code.startsWith('upstream.');
  return isOurs ? undefined : refusalOfProblem(error.problem);
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

function problemOf(error: Error): WireProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.endsWith('TIMEOUT')) return BROKEN;
  return { status: 504, code: 'upstream.timeout', detail: 'The upstream did not answer in time.', hint: 'Try again.' };
}
