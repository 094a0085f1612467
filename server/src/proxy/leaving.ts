/**
 * Whether somebody still waits for an answer, and who is to know when nobody does. In place of an `AbortSignal`, which
 * costs more than all else that is done for most requests; one is made where a wait needs it.
 */
export class Leaving {
  #listeners: (() => void)[] = [];
  #hasLeft = false;
  #controller: AbortController | undefined;

  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** For those who wait by signals. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#hasLeft) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Nobody waits any more: tells all who listen, once. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#controller?.abort();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Told when nobody waits any more; at once when that is so already. */
  on(listener: () => void): void {
    if (this.#hasLeft) listener();
    else this.#listeners.push(listener);
  }

  off(listener: () => void): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener);
  }
}
