import { RequestError } from './request-error.js';
import type { Path } from './path.js';

/**
 * Pairs tool results with the calls they answer while a conversation is read. Every target refuses an answer without its
 * call, and a call that was passed over; said here, the refusal names the field in the caller's own wire.
 */
export class ToolCallLedger {
  readonly #open = new Map<string, { name: string; path: Path }>();
  readonly #names = new Map<string, string>();

  /** A model's call. */
  open(id: string, name: string, path: Path): void {
    if (this.#open.has(id)) throw new RequestError(path, 'Two tool calls have the same id');
    this.#open.set(id, { name, path });
    this.#names.set(id, name);
  }

  /** A tool's answer. @returns the name of the tool that was called */
  answer(id: string, path: Path): string {
    const call = this.#open.get(id);
    if (!call) {
      throw new RequestError(
        path,
        this.#names.has(id)
          ? 'This tool call has been answered already, or by a later turn than the next one'
          : 'No tool call before this answer has this id',
      );
    }
    this.#open.delete(id);
    return call.name;
  }

  /** To be called where a turn begins that answers nothing, and at the end. */
  assertAllAnswered(): void {
    for (const { path } of this.#open.values()) {
      throw new RequestError(path, 'This tool call is not followed by its result');
    }
  }
}
