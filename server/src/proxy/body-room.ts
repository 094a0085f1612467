const MEGABYTE = 1024 * 1024;

/** All large bodies together may take this much memory. */
const MOST_HELD_BYTES = 256 * MEGABYTE;

/** Smaller bodies are not counted: thousands of them are no burden, and counting them would be one. */
export const COUNTED_FROM_BYTES = 64 * 1024;

/** How much of the memory is held by bodies that are being read or may have to be sent again. */
export class BodyRoom {
  #heldBytes = 0;

  constructor(private readonly mostBytes = MOST_HELD_BYTES) {}

  /** @returns false where there is no room for so much more; nothing is taken then */
  take(bytes: number): boolean {
    if (this.#heldBytes + bytes > this.mostBytes) return false;
    this.#heldBytes += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#heldBytes -= bytes;
  }
}
