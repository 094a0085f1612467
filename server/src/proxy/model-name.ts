import { RequestError } from '../protocols/neutral/request-error.js';

/** A model's name as one path segment, or undefined where it cannot be one. */
export function segment(name: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    return undefined;
  }
  if (decoded.length > 200 || !/^[A-Za-z0-9][\w.@-]*$/.test(decoded)) return undefined;
  return encodeURIComponent(decoded);
}

/** The same for a name from a body, after mapping. @throws RequestError */
export function modelSegment(model: string): string {
  const name = segment(model);
  if (name === undefined) throw new RequestError(['model'], 'is not the name of a model');
  return name;
}
