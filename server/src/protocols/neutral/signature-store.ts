/**
 * Remembers the signature a model put on a tool call, for wires that have no place for it: the next turn of such a caller
 * brings the call's id back, but not the signature, and the model refuses a call without it.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures (read 2026-11-20)
 */
export interface SignatureStore {
  get(toolCallId: string): string | undefined;
  put(toolCallId: string, signature: string): void;
}

/** Limits of a {@link BoundedSignatureStore}; signatures are a few kilobytes each. */
export interface SignatureStoreLimits {
  readonly maxEntries?: number;
  readonly maxCharacters?: number;
}

/** Keeps the signatures used last, within bounds, in memory. */
export class BoundedSignatureStore implements SignatureStore {
  readonly #maxEntries: number;
  readonly #maxCharacters: number;
  readonly #entries = new Map<string, string>();
  #characters = 0;

  constructor(limits: SignatureStoreLimits = {}) {
    this.#maxEntries = limits.maxEntries ?? 20_000;
    this.#maxCharacters = limits.maxCharacters ?? 32 * 1024 * 1024;
  }

  get(toolCallId: string): string | undefined {
    const signature = this.#entries.get(toolCallId);
    if (signature === undefined) return undefined;
    // A Map keeps insertion order: putting it in again makes it the most recently used.
    this.#entries.delete(toolCallId);
    this.#entries.set(toolCallId, signature);
    return signature;
  }

  put(toolCallId: string, signature: string): void {
    this.#remove(toolCallId);
    const size = toolCallId.length + signature.length;
    if (size > this.#maxCharacters) return;
    this.#entries.set(toolCallId, signature);
    this.#characters += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#characters <= this.#maxCharacters) return;
      this.#remove(oldest);
    }
  }

  #remove(toolCallId: string): void {
    const signature = this.#entries.get(toolCallId);
    if (signature === undefined) return;
    this.#entries.delete(toolCallId);
    this.#characters -= toolCallId.length + signature.length;
  }
}
