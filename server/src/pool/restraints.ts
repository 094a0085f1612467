import type { Account } from '../core/accounts/account.js';
import { CoolDowns } from '../core/pool/cool-downs.js';
import { Ejections } from '../core/pool/ejection.js';
import { InFlight } from '../core/pool/in-flight.js';
import type { ReadySet } from '../core/pool/ready-set.js';
import type { SkipFacts } from '../core/pool/skip-reason.js';
import type { Clock } from '../core/ports/clock.js';

/** What restraints work on. */
export interface RestraintParts {
  readonly clock: Clock;
  /** Most requests in flight on one account; null for no limit. */
  readonly mostInFlight: () => number | null;
  /** Those who can serve now: barred here from models, while the rest of the pool goes on. */
  readonly ready: () => ReadySet;
  /** Whether an account can serve has to be looked at anew. */
  readonly changed: (id: string) => void;
}

/**
 * What keeps an account that is in the pool from serving for a while: quotas used up, failures in a row, quota
 * protection, too much at once. Outlives a reload: a pool that is built anew has learned nothing new about these.
 */
export class Restraints {
  readonly #coolDowns = new CoolDowns();
  readonly #ejections = new Ejections();
  readonly #inFlight = new InFlight();
  readonly #protected = new Map<string, readonly string[]>();

  constructor(private readonly parts: RestraintParts) {}

  inFlight(id: string): number {
    return this.#inFlight.count(id);
  }

  get inFlightCounts(): ReadonlyMap<string, number> {
    return this.#inFlight.counts;
  }

  /** The models that it rests for, and how long still, milliseconds. */
  coolDownsOf(id: string): readonly { readonly model: string; readonly ms: number }[] {
    return this.#coolDowns.of(id, this.#nowMs).map(({ model, untilMs }) => ({ model, ms: untilMs - this.#nowMs }));
  }

  /** Rests in force, of all accounts and models. */
  get coolDowns(): number {
    return this.#coolDowns.inForce(this.#nowMs);
  }

  /** Until when it rests for a model, monotonic milliseconds; undefined when it does not. */
  coolsUntilMs(id: string, model: string): number | undefined {
    return this.#coolDowns.untilMs(id, model, this.#nowMs);
  }

  /**
   * Until when a session that would rather stay waits for it, monotonic milliseconds; undefined when it does not rest.
   * A rest that is over by the clock, but whose timer has still to ring, is a rest for a millisecond more.
   */
  worthWaitingUntilMs(id: string, model: string): number | undefined {
    const untilMs = this.#coolDowns.lastUntilMs(id, model);
    if (untilMs === undefined || this.#protected.get(id)?.includes(model)) return undefined;
    return this.parts.ready().isBarred(id, model) ? Math.max(untilMs, this.#nowMs + 1) : undefined;
  }

  /** How long it rests for a model, milliseconds; 0 when it does not. */
  coolsMs(id: string, model: string): number {
    return Math.max(0, (this.coolsUntilMs(id, model) ?? 0) - this.#nowMs);
  }

  /** It failed several times in a row, and is not known to work again. */
  isEjected(id: string): boolean {
    return this.#ejections.isOut(id);
  }

  /** How long it is left alone for its failures, milliseconds; 0 when it is not. */
  ejectedMs(id: string): number {
    return Math.max(0, this.#ejections.untilMs(id) - this.#nowMs);
  }

  /** Whether it may serve at all just now. An ejected one comes back by one request at a time. */
  lets(id: string): boolean {
    const isOut = this.#ejections.isOut(id) && !this.#ejections.mayProbe(id, this.#nowMs);
    return !isOut && !this.isBusy(id);
  }

  isBusy(id: string): boolean {
    const most = this.parts.mostInFlight();
    return most !== null && this.#inFlight.count(id) >= most;
  }

  /** A request goes out with it. @returns whether this is the one that finds out if it works again */
  enter(id: string): boolean {
    this.#inFlight.enter(id);
    return this.#ejections.takeProbe(id, this.#nowMs);
  }

  leave(id: string, isProbe: boolean): void {
    this.#inFlight.leave(id);
    if (isProbe) this.#ejections.releaseProbe(id);
  }

  served(id: string, model: string): void {
    // A rest that began while this request was under way goes on.
    if (this.coolsUntilMs(id, model) === undefined) this.#coolDowns.end(id, model);
    if (this.#ejections.succeeded(id).kind === 'returned') this.parts.changed(id);
  }

  /** @returns whether a rest begins; requests that were under way together are refused together, and that is one rest */
  cool(id: string, model: string, ms: number): boolean {
    const restsAlready = this.coolsUntilMs(id, model) !== undefined;
    const untilMs = this.#coolDowns.start(id, model, this.#nowMs + ms, this.#nowMs);
    if (restsAlready) return false;
    this.parts.ready().bar(id, model);
    this.#warmLater(id, model, untilMs);
    return true;
  }

  /** How often in a row it was refused this model for its quota, one refusal that comes now included. */
  refusals(id: string, model: string): number {
    return this.#coolDowns.refusals(id, model, this.#nowMs);
  }

  /** @returns how long it is left alone from now on, milliseconds; undefined when this failure changes nothing */
  failed(id: string, request: { readonly isProbe: boolean; readonly size: number }): number | undefined {
    const change = this.#ejections.failed(id, this.#nowMs, request);
    if (change.kind !== 'ejected') return undefined;
    this.parts.changed(id);
    this.#probeLater(id);
    return change.untilMs - this.#nowMs;
  }

  /** Quota protection is kept in the account's file, and bars the models that it names. */
  followProtection(id: string, account: Account | null): void {
    const before = this.#protected.get(id) ?? [];
    const after = account?.protectedModels ?? [];
    for (const model of after) if (!before.includes(model)) this.parts.ready().bar(id, model);
    if (after.length > 0) this.#protected.set(id, after);
    else this.#protected.delete(id);
    for (const model of before) this.#unbar(id, model);
  }

  forget(id: string): void {
    const rested = this.#coolDowns.of(id, this.#nowMs);
    this.#coolDowns.forget(id);
    for (const { model } of rested) this.#unbar(id, model);
    this.#ejections.forget(id);
    this.#inFlight.forget(id);
  }

  /** What keeps it from serving, in figures. */
  factsOf(
    account: Account,
    model: string | undefined,
  ): Pick<SkipFacts, 'ejectedMs' | 'coolsMs' | 'isProtected' | 'isBusy'> {
    return {
      ejectedMs: this.ejectedMs(account.id),
      coolsMs: model === undefined ? 0 : this.coolsMs(account.id, model),
      isProtected: model !== undefined && account.protectedModels.includes(model),
      isBusy: this.isBusy(account.id),
    };
  }

  #warmLater(id: string, model: string, untilMs: number): void {
    this.parts.clock.schedule(untilMs - this.#nowMs, () => {
      // A later refusal may have made it longer, and timers may ring a moment early.
      const laterMs = this.coolsUntilMs(id, model);
      if (laterMs !== undefined) return this.#warmLater(id, model, laterMs);
      this.#unbar(id, model);
      this.parts.changed(id);
    });
  }

  #probeLater(id: string): void {
    this.parts.clock.schedule(this.ejectedMs(id), () => {
      if (this.ejectedMs(id) > 0) this.#probeLater(id);
      else this.parts.changed(id);
    });
  }

  /** Only when nothing else bars it. */
  #unbar(id: string, model: string): void {
    if (this.#protected.get(id)?.includes(model) || this.coolsUntilMs(id, model) !== undefined) return;
    this.parts.ready().unbar(id, model);
  }

  get #nowMs(): number {
    return this.parts.clock.monotonicMs();
  }
}
