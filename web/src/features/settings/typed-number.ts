/** A number as it stands in a field: text, because a person types it. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole?: boolean;
}

/** @returns the number; null for an empty field; undefined for what is no number of the range */
export function readNumber(text: string, { minimum, maximum, isWhole = true }: NumberRange): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  if (number < minimum || number > maximum || (isWhole && !Number.isInteger(number))) return undefined;
  return number;
}

/** @returns the field's text; empty for null */
export const numberText = (number: number | null | undefined): string => (number ?? '').toString();
