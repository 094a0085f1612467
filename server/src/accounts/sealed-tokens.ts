import { mentionsSealed, type AtRest } from '../config/at-rest.js';
import type { JsonObject } from '../core/accounts/document.js';
import { readObjectSpan, skipBlank, type MemberSpan } from './json-spans.js';

/** What is sealed of an account file; the rest of it stays readable, and can be edited by hand. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['access_token', 'refresh_token', 'id_token']);

const BYTE_ORDER_MARK = '\uFEFF';

/** An account file's text with its tokens plain. */
export interface OpenedText {
  readonly text: string;
  /** How a token was stored, by field and plain value: one that stays the same is not sealed anew. */
  readonly stored: ReadonlyMap<string, string>;
}

/** The tokens in the text of account files: plain here, on disk as `AtRest` wants them. */
export class SealedTokens {
  constructor(private readonly atRest: AtRest) {}

  get hasKey(): boolean {
    return this.atRest.hasKey;
  }

  /** The text as it is read; undefined when a token is sealed and does not open. */
  open(id: string, text: string): OpenedText | undefined {
    const stored = new Map<string, string>();
    const refused: string[] = [];
    const opened = mapTokens(text, (field, value) => {
      const plain = this.atRest.open(value, placeOf(id, field));
      if (plain === undefined) refused.push(field);
      else if (plain !== value) stored.set(keyOf(field, plain), value);
      return plain ?? value;
    });
    return refused.length === 0 ? { text: opened, stored } : undefined;
  }

  /** The text as it is written. */
  close(id: string, text: string, { stored }: Pick<OpenedText, 'stored'>): string {
    return mapTokens(text, (field, plain) => {
      const before = stored.get(keyOf(field, plain));
      if (before !== undefined && this.atRest.isSettled(before)) return before;
      return this.atRest.store(plain, placeOf(id, field));
    });
  }

  /** What the text means, given the document that it says; undefined when a token does not open. */
  read(id: string, text: string, document: JsonObject): JsonObject | undefined {
    if (!this.hasKey && holdsNothingSealed(text)) return document;
    const opened = this.open(id, text);
    if (opened === undefined || opened.stored.size === 0) return opened && document;
    return JSON.parse(opened.text.replace(BYTE_ORDER_MARK, '')) as JsonObject;
  }

  /** Whether every token in the text is stored as it should be. */
  isSettled(text: string): boolean {
    if (!this.hasKey && holdsNothingSealed(text)) return true;
    let isSettled = true;
    mapTokens(text, (_field, value) => {
      isSettled &&= this.atRest.isSettled(value);
      return value;
    });
    return isSettled;
  }
}

/** Seen at a glance, which is all that most of ten thousand files need. What is spelled with escapes is looked at closer. */
const holdsNothingSealed = (text: string): boolean => !mentionsSealed(text) && !text.includes('\\');

/** Which file and which field a sealed token belongs to. */
const placeOf = (id: string, field: string): string => `accounts/${id}.json#token.${field}`;

const keyOf = (field: string, plain: string): string => `${field}\n${plain}`;

/**
 * Replaces token values where they stand in the text; a value that stays the same is not touched, however it is spelled.
 * Of names that stand twice all are meant: the one that does not count is no less secret.
 */
function mapTokens(text: string, change: (field: string, value: string) => string): string {
  let mapped = text;
  // From the back, so that the offsets before stay right.
  for (const { name, valueStart, valueEnd } of tokenMembers(text).reverse()) {
    const value = String(JSON.parse(text.slice(valueStart, valueEnd)));
    const next = change(name, value);
    if (next !== value) mapped = mapped.slice(0, valueStart) + JSON.stringify(next) + mapped.slice(valueEnd);
  }
  return mapped;
}

function tokenMembers(text: string): MemberSpan[] {
  const outer = readObjectSpan(text, skipBlank(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0));
  return outer.members
    .filter(({ name, valueStart }) => name === 'token' && text[valueStart] === '{')
    .flatMap(({ valueStart }) => readObjectSpan(text, valueStart).members)
    .filter(({ name, valueStart }) => SECRET_FIELDS.has(name) && text[valueStart] === '"');
}
