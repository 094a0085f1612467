/** JSON as parsed from a file or an answer. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** @see JsonValue */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * One named field of an account file and what it shall hold; `undefined` removes it.
 * The path is in the file's own spelling, for example `['token', 'access_token']`.
 */
export interface FieldEdit {
  readonly path: readonly [string, ...string[]];
  readonly value: JsonValue | undefined;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two edits name the same field. */
export const isSameField = (left: FieldEdit, right: FieldEdit): boolean =>
  left.path.length === right.path.length && left.path.every((key, index) => key === right.path[index]);

/**
 * The document with the edits made; the given one is left as it was.
 * A missing object on the way is made; anything else on the way that is not an object is replaced by one.
 */
export function applyEdits(document: JsonObject, edits: readonly FieldEdit[]): JsonObject {
  return edits.reduce((current, edit) => applyAt(current, edit.path, edit.value), document);
}

function applyAt(document: JsonObject, [key, ...rest]: readonly string[], value: JsonValue | undefined): JsonObject {
  if (key === undefined) return document;
  const child = Object.hasOwn(document, key) ? document[key] : undefined;
  if (rest.length > 0) {
    if (value === undefined && !isJsonObject(child)) return document;
    return withOwn(document, key, applyAt(isJsonObject(child) ? child : {}, rest, value));
  }
  if (value !== undefined) return withOwn(document, key, value);
  if (child === undefined) return document;
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== key));
}

/** A copy with one own property set; `__proto__` from a file stays an ordinary name. */
function withOwn(document: JsonObject, key: string, value: JsonValue): JsonObject {
  return Object.defineProperty({ ...document }, key, { value, enumerable: true, configurable: true, writable: true });
}
