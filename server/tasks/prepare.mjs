import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { isEntry } from './is-entry.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { runTask } from './task-error.mjs';

export { ensureBuilt, ensureDependencies };

/** Brings a fresh clone, or one that was just updated, to where it can run: right Node, dependencies, build. */
export async function prepare() {
  checkNodeVersion();
  await ensureDependencies();
  await ensureBuilt();
}

if (isEntry(import.meta.url)) {
  await runTask(prepare);
}
