import { remember } from '../core/remember.js';
import { RequestError } from '../protocols/neutral/request-error.js';

const LONGEST = 200;

/** A model's name as one path segment, or undefined where it cannot be one. */
export const segment = (name: string): string | undefined =>
  // Three characters for each at most, when it is encoded.
  name.length > 3 * LONGEST ? undefined : (segmentOf(name) ?? undefined);

const segmentOf = remember(500, (name: string): string | null => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    return null;
  }
  if (decoded.length > LONGEST || !/^[A-Za-z0-9][\w.@-]*$/.test(decoded)) return null;
  return encodeURIComponent(decoded);
});

/** The same for a name from a body, after mapping. @throws RequestError */
export function modelSegment(model: string): string {
  const name = segment(model);
  if (name === undefined) throw new RequestError(['model'], 'is not the name of a model');
  return name;
}
