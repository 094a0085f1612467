const NONE = -1;
/** Two to the power of 32. */
const HIGH = 0x1_0000_0000;

/**
 * Which account a conversation is on. Bounded, and forgetful: the one that was quiet for longest goes first.
 *
 * A table of numbers made once: nothing is allocated for a conversation. Objects that live for ten thousand requests and
 * then die, one with each request, are what a garbage collector does worst: they cost more than all else about a choice.
 */
export class Sessions {
  /** The first place of each chain of keys that share their last bits. */
  readonly #chains: Int32Array;
  readonly #nextInChain: Int32Array;
  /** Keys, in two halves. */
  readonly #lows: Int32Array;
  readonly #highs: Int32Array;
  readonly #accounts: Int32Array;
  readonly #seenAtMs: Float64Array;
  /** Neighbours by last use; places that are free are chained by `#newer`. */
  readonly #older: Int32Array;
  readonly #newer: Int32Array;
  readonly #numbers = new AccountNumbers();
  #oldest = NONE;
  #newest = NONE;
  #free = 0;
  #size = 0;

  /**
   * @param limits.most  sessions kept
   * @param limits.idleMs  a session that was quiet for this long starts anew
   */
  constructor(private readonly limits: { readonly most: number; readonly idleMs: number }) {
    const places = (fill: number): Int32Array => new Int32Array(limits.most).fill(fill);
    this.#chains = new Int32Array(2 ** Math.ceil(Math.log2(limits.most * 2))).fill(NONE);
    this.#nextInChain = places(NONE);
    this.#lows = places(0);
    this.#highs = places(0);
    this.#accounts = places(0);
    this.#seenAtMs = new Float64Array(limits.most);
    this.#older = places(NONE);
    this.#newer = places(NONE).map((_, place) => (place + 1 < limits.most ? place + 1 : NONE));
  }

  get size(): number {
    return this.#size;
  }

  /**
   * The account of a session, or undefined.
   *
   * @param key  a safe integer, 0 or more, whose last bits are as good as random
   * @param nowMs  monotonic
   */
  find(key: number, nowMs: number): string | undefined {
    const place = this.#placeOf(key);
    if (place === NONE) return undefined;
    if (nowMs - (this.#seenAtMs[place] ?? 0) <= this.limits.idleMs)
      return this.#numbers.accountOf(this.#at(this.#accounts, place));
    this.#drop(place);
    return undefined;
  }

  /** Puts a session on an account, or tells that it is still there. */
  stay(key: number, accountId: string, nowMs: number): void {
    let place = this.#placeOf(key);
    if (place === NONE) {
      place = this.#takePlace();
      this.#enterChain(place, key);
      this.#link(place);
    } else if (place !== this.#newest) {
      this.#unlink(place);
      this.#link(place);
    }
    this.#seenAtMs[place] = nowMs;
    this.#accounts[place] = this.#numbers.numberOf(accountId);
  }

  /** The account is gone, dead, paused or protected: its sessions move with their next request. */
  leave(accountId: string): void {
    const number = this.#numbers.forget(accountId);
    if (number === undefined) return;
    for (let place = this.#oldest; place !== NONE;) {
      const newer = this.#at(this.#newer, place);
      if (this.#accounts[place] === number) this.#drop(place);
      place = newer;
    }
  }

  #placeOf(key: number): number {
    const [low, high] = [key | 0, (key / HIGH) | 0];
    let place = this.#at(this.#chains, this.#chainOf(low));
    while (place !== NONE && (this.#lows[place] !== low || this.#highs[place] !== high))
      place = this.#at(this.#nextInChain, place);
    return place;
  }

  /** A free place; where there is none, that of the session that was quiet for longest. */
  #takePlace(): number {
    if (this.#free === NONE) this.#drop(this.#oldest);
    const place = this.#free;
    this.#free = this.#at(this.#newer, place);
    this.#size += 1;
    return place;
  }

  #drop(place: number): void {
    this.#leaveChain(place);
    this.#unlink(place);
    this.#newer[place] = this.#free;
    this.#free = place;
    this.#size -= 1;
  }

  #enterChain(place: number, key: number): void {
    const low = key | 0;
    const chain = this.#chainOf(low);
    this.#lows[place] = low;
    this.#highs[place] = (key / HIGH) | 0;
    this.#nextInChain[place] = this.#at(this.#chains, chain);
    this.#chains[chain] = place;
  }

  #leaveChain(place: number): void {
    const chain = this.#chainOf(this.#at(this.#lows, place));
    const next = this.#at(this.#nextInChain, place);
    let before = this.#at(this.#chains, chain);
    if (before === place) {
      this.#chains[chain] = next;
      return;
    }
    while (this.#nextInChain[before] !== place) before = this.#at(this.#nextInChain, before);
    this.#nextInChain[before] = next;
  }

  #link(place: number): void {
    this.#older[place] = this.#newest;
    this.#newer[place] = NONE;
    if (this.#newest === NONE) this.#oldest = place;
    else this.#newer[this.#newest] = place;
    this.#newest = place;
  }

  #unlink(place: number): void {
    const [older, newer] = [this.#at(this.#older, place), this.#at(this.#newer, place)];
    if (older === NONE) this.#oldest = newer;
    else this.#newer[older] = newer;
    if (newer === NONE) this.#newest = older;
    else this.#older[newer] = older;
  }

  #chainOf(low: number): number {
    return low & (this.#chains.length - 1);
  }

  /** Every place is within the tables. */
  #at(table: Int32Array, place: number): number {
    return table[place] ?? NONE;
  }
}

/** Numbers in place of ids, so that they fit into a table. One that was forgotten is never given again. */
class AccountNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #ids = new Map<number, string>();
  #last = 0;

  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#numbers.set(id, this.#last);
    this.#ids.set(this.#last, id);
    return this.#last;
  }

  accountOf(number: number): string | undefined {
    return this.#ids.get(number);
  }

  forget(id: string): number | undefined {
    const number = this.#numbers.get(id);
    if (number === undefined) return undefined;
    this.#numbers.delete(id);
    this.#ids.delete(number);
    return number;
  }
}
