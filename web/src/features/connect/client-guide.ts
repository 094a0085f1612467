/** What is filled into a guide. */
export interface GatewayFacts {
  /** Without a slash at the end. */
  readonly url: string;
  /** A caller key, or what stands for one. */
  readonly key: string;
}

export type SnippetLanguage = 'sh' | 'json' | 'toml' | 'ts' | 'python';

/** Something to paste. */
export interface Snippet {
  readonly language: SnippetLanguage;
  /** The file it belongs into; absent for a terminal or a program. */
  readonly file?: string;
  readonly code: string;
}

/** A field of a program's own settings, for programs that are set up by clicking. */
export interface FieldToFill {
  readonly label: string;
  readonly value: string;
}

/** One way to point a program at Regrant. */
export interface ClientWay {
  readonly id: string;
  /** A name: of a protocol, a language, a program's own setting. Not translated. */
  readonly label: string;
  readonly snippets: readonly Snippet[];
  readonly fields?: readonly FieldToFill[];
}

/** A program, and the ways to point it at Regrant. What else there is to say is in docs/clients/. */
export interface ClientGuide {
  readonly id: string;
  readonly name: string;
  /** The page of docs/clients/ that says the same, and more. */
  readonly page: string;
  readonly ways: readonly ClientWay[];
}
