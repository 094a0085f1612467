import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Whether a module is the one Node was started with. Compares real paths, because a checkout may lie behind a link.
 *
 * @param {string} moduleUrl  its import.meta.url
 */
export function isEntry(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl));
}
