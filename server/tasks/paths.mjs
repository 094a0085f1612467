import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, wherever the task was started from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that is built; ignored by git, safe to delete while nothing runs. */
export const DIST = join(ROOT, 'dist');

/**
 * @param {...string} parts
 * @returns {string} an absolute path below the root
 */
export function fromRoot(...parts) {
  return join(ROOT, ...parts);
}
