import {
  base64,
  fieldOf,
  flag,
  listOf,
  messageOf,
  missing,
  object,
  requires,
  snakeCase,
  text,
  word,
  type Check,
  type FieldProblem,
} from './check-field.js';

const blob = messageOf({ mimeType: text, data: base64, displayName: text }, requires('mimeType', 'data'));
const fileData = messageOf({ mimeType: text, fileUri: text, displayName: text }, requires('fileUri'));

/** Fields of a part of which there is one: what it is. */
const data: Readonly<Record<string, Check>> = {
  text,
  inlineData: blob,
  fileData,
  functionCall: messageOf({ id: text, name: text, args: object }, requires('name')),
  functionResponse: messageOf(
    {
      id: text,
      name: text,
      response: object,
      parts: listOf(messageOf({ inlineData: blob, fileData })),
      willContinue: flag,
      scheduling: word,
    },
    requires('name'),
  ),
  executableCode: object,
  codeExecutionResult: object,
};
/** Fields that say something about a part, and are nothing by themselves. */
const beside: Readonly<Record<string, Check>> = {
  thought: flag,
  videoMetadata: object,
  partMetadata: object,
};
const both = (names: readonly string[]): ReadonlySet<string> => new Set([...names, ...names.map(snakeCase)]);
const DATA = both(Object.keys(data));
const BESIDE = both(Object.keys(beside));

const NO_DATA: FieldProblem = { path: [], message: 'A part needs one of text, inlineData, fileData, functionCall, …' };
const TOO_MUCH: FieldProblem = { path: [], message: 'A part holds one of text, inlineData, …, not two' };

/** Unknown fields, and a signature by itself, may be a part of a kind that is newer than this. */
function holdsOne(part: Readonly<Record<string, unknown>>): FieldProblem | undefined {
  let held = 0;
  let others = 0;
  for (const key in part) {
    if (part[key] === null || BESIDE.has(key)) continue;
    if (DATA.has(key)) held += 1;
    else others += 1;
  }
  if (held > 1) return TOO_MUCH;
  return held + others === 0 ? NO_DATA : undefined;
}

const part = messageOf({ ...data, ...beside, thoughtSignature: base64 }, holdsOne);

/** A `Content` of which neither role nor size matters: a system instruction. */
export const instruction = messageOf({ role: text, parts: listOf(part) });

/** A `Content` that is embedded. */
export const embedded = messageOf({ role: text, parts: listOf(part) }, requires('parts'));

/** `function` and `tool` are older than the two that are documented, and still in use. */
const ROLES: ReadonlySet<unknown> = new Set([undefined, '', 'user', 'model', 'function', 'tool']);
const NO_ROLE: FieldProblem = { path: ['role'], message: 'Expected one of user, model' };
const NO_PARTS = missing('parts');

/** A `Content` that is a turn. @see https://ai.google.dev/api/caching#Content (read 2026-11-20) */
export const turn = messageOf({ role: text, parts: listOf(part) }, (content) => {
  if (!ROLES.has(content['role'] ?? undefined)) return NO_ROLE;
  const parts = fieldOf(content, 'parts', 'parts');
  return parts === undefined || (Array.isArray(parts) && parts.length === 0) ? NO_PARTS : undefined;
});
