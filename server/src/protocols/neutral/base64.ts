import type { Path } from './path.js';
import { RequestError } from './request-error.js';

const ALPHABET = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  ALPHABET[character.charCodeAt(0)] = 1;
}

/**
 * Refuses what is not base64 before it is sent anywhere. Both alphabets are taken (Google reads both), padding may be
 * left out. A loop rather than a pattern: patterns keep a stack entry per character, and these texts have millions.
 *
 * @throws RequestError
 */
export function assertBase64(data: string, path: Path): void {
  let end = data.length;
  while (end > 0 && data.length - end < 2 && data.charCodeAt(end - 1) === 0x3d) end -= 1;
  const padded = end < data.length;
  if (end === 0 || end % 4 === 1 || (padded && data.length % 4 !== 0)) {
    throw new RequestError(path, 'Expected base64, but the data is empty or cut off');
  }
  for (let at = 0; at < end; at += 1) {
    const code = data.charCodeAt(at);
    if (code > 127 || ALPHABET[code] !== 1) {
      throw new RequestError(path, `Expected base64, found another character at position ${at}`);
    }
  }
}
