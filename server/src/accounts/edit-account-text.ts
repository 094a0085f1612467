import { isDeepStrictEqual } from 'node:util';
import {
  applyEdits,
  isJsonObject,
  type FieldEdit,
  type JsonObject,
  type JsonValue,
} from '../core/accounts/document.js';
import { isBlank, readObjectSpan, skipBlank, type MemberSpan, type ObjectSpan } from './json-spans.js';

/** An account file's text and what it means. */
export interface AccountText {
  readonly text: string;
  readonly document: JsonObject;
}

/**
 * Makes edits in the text of an account file: only the named fields change, everything else stays byte for byte
 * (unknown fields, their order, indentation, line ends, the spelling of numbers, integers beyond 2^53).
 * A field that holds the wanted value already is not touched, however it is spelled.
 *
 * Of duplicate names the last one counts, as for `JSON.parse`: it is the one that is changed; a removal takes all.
 */
export function editAccountText(before: AccountText, edits: readonly FieldEdit[]): AccountText {
  return edits.reduce((current, edit) => editOne(current, edit), before);
}

function editOne(current: AccountText, { path, value }: FieldEdit): AccountText {
  // What JSON cannot say (undefined members, negative zero) is settled here, so that text and document agree.
  const wanted = value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as JsonValue);
  if (isDeepStrictEqual(valueAt(current.document, path), wanted)) return current;
  return {
    text: editText(current.text, path, wanted),
    document: applyEdits(current.document, [{ path, value: wanted }]),
  };
}

function valueAt(document: JsonObject, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
}

function editText(text: string, [key, ...rest]: readonly [string, ...string[]], value: JsonValue | undefined): string {
  let open = skipBlank(text, text.startsWith('\uFEFF') ? 1 : 0);
  let name = key;
  for (;;) {
    const object = readObjectSpan(text, open);
    const member = object.members.findLast((candidate) => candidate.name === name);
    const next = rest[0];
    if (next !== undefined && member !== undefined && text[member.valueStart] === '{') {
      open = member.valueStart;
      name = next;
      rest = rest.slice(1);
      continue;
    }
    if (value === undefined) return next === undefined ? removeMembers(text, object, name) : text;
    const whole = rest.reduceRight<JsonValue>((inner, outer) => Object.fromEntries([[outer, inner]]), value);
    return member === undefined ? addMember(text, object, { name, value: whole }) : setValue(text, member, whole);
  }
}

function setValue(text: string, member: MemberSpan, value: JsonValue): string {
  return splice(text, member.valueStart, member.valueEnd, write(text, value, blankBefore(text, member.keyStart)));
}

function addMember(
  text: string,
  object: ObjectSpan,
  { name, value }: { readonly name: string; readonly value: JsonValue },
): string {
  const last = object.members.at(-1);
  const key = JSON.stringify(name);
  if (last !== undefined) {
    // A new line looks like the one above it.
    const lead = blankBefore(text, last.keyStart);
    const colon = text.slice(last.keyEnd, last.valueStart);
    return splice(text, last.valueEnd, last.valueEnd, `,${lead}${key}${colon}${write(text, value, lead)}`);
  }
  const { lineEnd, unit } = layoutOf(text);
  if (lineEnd === '') return splice(text, object.open + 1, object.close, `${key}:${write(text, value, '')}`);
  const outer = `${lineEnd}${indentationAt(text, object.open)}`;
  const lead = outer + unit;
  return splice(text, object.open + 1, object.close, `${lead}${key}: ${write(text, value, lead)}${outer}`);
}

function removeMembers(text: string, object: ObjectSpan, name: string): string {
  const kept = object.members.filter((member) => member.name !== name);
  if (kept.length === object.members.length) return text;
  if (kept.length === 0) return splice(text, object.open + 1, object.close, '');
  // From the back, so that the offsets before stay right. Each member goes with the comma and blanks before it,
  // or, at the front, with those after it.
  return object.members.reduceRight((current, member, index) => {
    if (member.name !== name) return current;
    const isBeforeAllKept = !object.members.slice(0, index).some((earlier) => earlier.name !== name);
    const previous = object.members[index - 1];
    const next = object.members[index + 1];
    if (isBeforeAllKept && next !== undefined) return splice(current, member.keyStart, next.keyStart, '');
    return splice(current, previous?.valueEnd ?? member.keyStart, member.valueEnd, '');
  }, text);
}

/** A value as it is written after `lead`: over several lines where its neighbours stand on lines of their own. */
function write(text: string, value: JsonValue, lead: string): string {
  const lineBreak = lead.lastIndexOf('\n');
  if (lineBreak < 0) return JSON.stringify(value);
  const { lineEnd, unit } = layoutOf(text);
  return JSON.stringify(value, null, unit).replaceAll('\n', lineEnd + lead.slice(lineBreak + 1));
}

/** How the file is laid out, judged by its first line break and the indentation after it. */
function layoutOf(text: string): { readonly lineEnd: string; readonly unit: string } {
  const found = /^\uFEFF?\s*\{[ \t]*(\r?\n)([ \t]*)/.exec(text);
  return { lineEnd: found?.[1] ?? '', unit: found?.[2] ?? '' };
}

function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function blankBefore(text: string, offset: number): string {
  let start = offset;
  while (isBlank(text[start - 1])) start -= 1;
  return text.slice(start, offset);
}

const splice = (text: string, from: number, to: number, content: string): string =>
  text.slice(0, from) + content + text.slice(to);
