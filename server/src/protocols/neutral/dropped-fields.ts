const MAX_PATHS = 40;
const MAX_HEADER_CHARACTERS = 1500;

/**
 * The fields of a request that its target has no place for, collected while it is translated and told to the caller in
 * the `x-regrant-dropped` header, so that nothing is lost silently. Array indexes are written `[]`: one line per kind of
 * loss, however long the conversation.
 */
export class DroppedFields {
  readonly #paths = new Set<string>();
  #more = false;

  /** @param path  such as `logit_bias` or `messages[].name`; names chosen by the caller are made safe for a header */
  add(path: string): void {
    const safe = path.replace(/[^\w.[\]:-]/g, '?').slice(0, 100);
    if (this.#paths.has(safe)) return;
    if (this.#paths.size < MAX_PATHS) this.#paths.add(safe);
    else this.#more = true;
  }

  /** Adds each key of `value` that is not in `known` and holds something. */
  addUnknownKeys(value: object, known: ReadonlySet<string>, prefix = ''): void {
    for (const [key, held] of Object.entries(value)) {
      if (held !== undefined && held !== null && !known.has(key)) this.add(prefix + key);
      if (this.#more) return;
    }
  }

  get paths(): readonly string[] {
    return [...this.#paths];
  }

  /** The header's value, or undefined when nothing was dropped. It ends in `...` where there was more than fits. */
  header(): string | undefined {
    if (this.#paths.size === 0) return undefined;
    let text = '';
    for (const path of this.#paths) {
      if (text.length + path.length + 2 > MAX_HEADER_CHARACTERS) return `${text}, ...`;
      text += text === '' ? path : `, ${path}`;
    }
    return this.#more ? `${text}, ...` : text;
  }
}
