/** The runs of characters that tokens are made of; long ones are what makes a secret a secret. */
const WORD = /[\w~+.-]{12,}/g;

/** Google's access tokens, refresh tokens, API keys and client secrets, whoever they belong to. */
const TOKEN_SHAPES = /\b(?:ya29\.[\w.-]{10,}|AIza[\w-]{30,}|GOCSPX-[\w-]{10,})|(?<![\w/])1\/\/[\w-]{20,}/g;

/**
 * Knows the secrets in use by value and hides them wherever text leaves the process. Looking a text over costs the same
 * however many secrets there are. Values shorter than twelve characters are not known: they would tear words apart.
 */
export class Redactor {
  readonly #words = new Map<string, number>();

  /** Hides `value` from now on. The same value may be added several times. */
  add(value: string): void {
    this.#count(value, 1);
  }

  /** Ends one `add`. */
  remove(value: string): void {
    this.#count(value, -1);
  }

  hide(text: string): string {
    return text.replace(TOKEN_SHAPES, '[redacted]').replace(WORD, (word) => this.#hideWord(word));
  }

  /** A secret at the end of a sentence has the full stop of that sentence on it. */
  #hideWord(word: string): string {
    if (this.#words.has(word)) return '[redacted]';
    const bare = word.replace(/^[~+.-]+|[~+.-]+$/g, '');
    return bare !== word && this.#words.has(bare) ? word.replace(bare, '[redacted]') : word;
  }

  #count(value: string, by: 1 | -1): void {
    for (const word of wordsOf(value)) {
      const count = (this.#words.get(word) ?? 0) + by;
      if (count > 0) this.#words.set(word, count);
      else this.#words.delete(word);
    }
  }
}

/** The words of a secret as it is, and as it stands in addresses and forms. */
function wordsOf(value: string): ReadonlySet<string> {
  const encoded = encodeURIComponent(value.toWellFormed());
  const words = [...(value.match(WORD) ?? []), ...(encoded.match(WORD) ?? [])];
  return new Set(words.flatMap((word) => [word, word.replace(/^[~+.-]+|[~+.-]+$/g, '')]));
}
