import { pathToFileURL } from 'node:url';
import { followParent } from './follow-parent.mjs';
import { fromRoot } from './paths.mjs';
import { prepare } from './prepare.mjs';

/**
 * Prepares, then becomes the built program: same process, so that signals, terminal and exit code are the program's own.
 *
 * @param {string} program  path below the root
 */
export async function launch(program) {
  followParent();
  await prepare();
  const path = fromRoot(program);
  process.argv[1] = path;
  await import(pathToFileURL(path).href);
}
