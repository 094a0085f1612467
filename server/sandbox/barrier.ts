/**
 * A gate that a test closes in front of something, to look at the world while that something waits.
 * It replaces every sleep: `arrived` resolves when somebody stands at the gate, `release` lets all through for good.
 */
export class Barrier {
  #waiting = 0;
  #released = false;
  #waiters: (() => void)[] = [];
  #arrivals: { readonly count: number; readonly resolve: () => void }[] = [];

  /** How many stand at the gate now. */
  get waiting(): number {
    return this.#waiting;
  }

  get isReleased(): boolean {
    return this.#released;
  }

  /** Resolves as soon as `count` stand at the gate at once. */
  arrived(count = 1): Promise<void> {
    return new Promise((resolve) => {
      this.#arrivals.push({ count, resolve });
      this.#announce();
    });
  }

  /** Opens the gate for those who wait and for all who come later. */
  release(): void {
    this.#released = true;
    this.#waiting = 0;
    for (const resume of this.#waiters.splice(0)) resume();
  }

  /** Called by the one who is to be held; resolves at once when the gate is open. */
  async pass(): Promise<void> {
    if (this.#released) return;
    this.#waiting += 1;
    const opened = new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#announce();
    await opened;
  }

  #announce(): void {
    this.#arrivals = this.#arrivals.filter(({ count, resolve }) => {
      if (this.#waiting < count) return true;
      resolve();
      return false;
    });
  }
}
