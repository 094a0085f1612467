/** JSON's objects, as opposed to arrays and null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON whose sender may have sent anything.
 *
 * @returns undefined when the text is not JSON (JSON has no undefined of its own)
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
