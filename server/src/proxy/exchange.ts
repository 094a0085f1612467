import type { IncomingHttpHeaders } from 'node:http';
import { type RegrantError } from '../core/errors/regrant-error.js';
import { PoolExhaustedError, ReauthRequiredError } from '../core/errors/pool-errors.js';
import { afterFault } from '../core/pool/after-fault.js';
import type { Log } from '../observability/logger.js';
import type { LastUsed } from '../pool/last-used.js';
import type { Lease, Pool } from '../pool/pool.service.js';
import type { WireProblem } from '../protocols/neutral/problem.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { HttpUpstream, UpstreamRequest } from '../upstream/http-upstream.js';
import type { Caller } from './caller.js';
import type { Delivery } from './delivery.js';
import { REFUSED_BYTES, refusalFor, type Refusal } from './refusal.js';

/** What one request wants from the upstream, whoever's account it goes with. */
export interface Plan {
  request(lease: Lease): UpstreamRequest;
  /** A fresh delivery for each attempt. */
  delivery(): Delivery;
}

/** What an exchange works with. */
export interface ExchangeTools {
  readonly pool: Pool;
  readonly upstream: HttpUpstream;
  readonly lastUsed: LastUsed;
  readonly log: Log;
}

/** How one attempt ended. */
type Attempt =
  /** The caller has its answer, or has left, or was told in the stream that it broke: nothing more to do. */
  | { readonly kind: 'over' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly problem: WireProblem };

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
  readonly #leaving = new AbortController();
  #attempts = 0;

  constructor(
    private readonly tools: ExchangeTools,
    private readonly caller: Caller,
    private readonly plan: Plan,
  ) {}

  async run(): Promise<void> {
    const stopListening = this.caller.onLeave(() => this.#leaving.abort());
    try {
      await this.#serve();
    } finally {
      stopListening();
    }
  }

  async #serve(): Promise<void> {
    let last: Attempt | undefined;
    let lease = this.tools.pool.choose(this.#tried);
    let isRenewed = false;
    while (!this.#leaving.signal.aborted) {
      if (!lease) {
        const acquired = await this.tools.pool.acquire(this.#tried, this.#leaving.signal);
        if (acquired.kind === 'none') {
          this.#giveUp(last, acquired.error);
          return;
        }
        lease = acquired.lease;
        isRenewed = false;
      }
      this.#tried.add(lease.id);
      this.#attempts += 1;
      last = await this.#attempt(lease);
      this.tools.lastUsed.note(lease.id);
      if (last.kind === 'over') return;

      const fault = last.kind === 'refused' ? { kind: last.kind, status: last.refusal.status } : { kind: last.kind };
      const step = afterFault(fault, this.#attempts, isRenewed);
      if (step === 'give-up') {
        this.#giveUp(last);
        return;
      }
      // A grant found dead on the way costs the caller no attempt: the refused one does not count.
      if (step === 'refresh-and-retry') this.#attempts -= 1;
      lease = step === 'refresh-and-retry' ? await this.tools.pool.renew(lease) : undefined;
      isRenewed = lease !== undefined;
      // A token that could not be renewed: if nobody else is there, why is the pool's to say.
      if (step === 'refresh-and-retry' && !lease) last = undefined;
    }
  }

  /** One attempt with one account. Resolves when it is over or may be followed by another. */
  #attempt(lease: Lease): Promise<Attempt> {
    const delivery = this.plan.delivery();
    return new Promise((resolve) => {
      let stopDraining = () => {};
      let refusing:
        { readonly status: number; readonly headers: IncomingHttpHeaders; body: Buffer[]; bytes: number } | undefined;
      const finish = (attempt: Attempt) => {
        stopDraining();
        this.#leaving.signal.removeEventListener('abort', leave);
        resolve(attempt);
      };
      const broken = (problem: WireProblem) => {
        if (!delivery.started) {
          finish({ kind: 'failed', problem });
          return;
        }
        delivery.fail(problem);
        finish({ kind: 'over' });
      };
      /** Runs a step of the delivery; an answer that is none is a fault like any other. */
      const deliver = (step: () => boolean): boolean => {
        try {
          return step();
        } catch (error) {
          call.abort();
          if (!(error instanceof UpstreamAnswerError))
            this.tools.log.error(error, { request_id: this.caller.requestId });
          broken(error instanceof UpstreamAnswerError ? error.problem : BROKEN);
          return true;
        }
      };
      const call = this.tools.upstream.send(this.plan.request(lease), {
        onHead: (status, headers) => {
          if (status === 200) deliver(() => (delivery.head(headers), true));
          else refusing = { status, headers, body: [], bytes: 0 };
        },
        onData: (chunk) => {
          if (!refusing) return deliver(() => delivery.data(chunk));
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
          if (this.#leaving.signal.aborted) finish({ kind: 'over' });
          else broken(problemOf(error));
        },
      });
      stopDraining = this.caller.onDrain(() => call.resume());
      const leave = () => {
        call.abort();
        finish({ kind: 'over' });
      };
      this.#leaving.signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** The honest end: what the last account was told, or why there is no account. */
  #giveUp(last: Attempt | undefined, error?: RegrantError): void {
    // A 401 is about our access token; the caller would take it for a verdict on its own key.
    if (last?.kind === 'refused' && last.refusal.status === 401) this.caller.refuse(TOKEN_REFUSED);
    else if (last?.kind === 'refused') {
      const { refusal } = last;
      if (this.caller.wire.name === 'gemini') {
        this.caller.answer(refusal.status, refusal.contentType, refusal.body, refusal.headers);
      } else this.caller.refuse(refusal.problem, refusal.headers);
    } else if (last?.kind === 'failed') this.caller.refuse(last.problem);
    else if (error) refuseWith(this.caller, error);
  }
}

/** Answers with an error of ours, with the headers that tell an SDK whether trying again is any use. */
export function refuseWith(caller: Caller, error: RegrantError): void {
  const problem = { detail: error.message, hint: error.hint };
  if (error instanceof ReauthRequiredError) {
    caller.refuse({ ...problem, status: 503, code: 'account_reauth_required' }, { 'x-should-retry': 'false' });
  } else if (error instanceof PoolExhaustedError) {
    const seconds = String(Math.ceil(error.retryAfterMs / 1000));
    caller.refuse({ ...problem, status: 503, code: error.code }, { 'retry-after': seconds });
  } else caller.refuse({ ...problem, status: 503, code: error.code }, { 'x-should-retry': 'false' });
}

function problemOf(error: Error): WireProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.endsWith('TIMEOUT')) return BROKEN;
  return { status: 504, code: 'upstream.timeout', detail: 'The upstream did not answer in time.', hint: 'Try again.' };
}
