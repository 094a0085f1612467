import { TaskError } from './task-error.mjs';

const NEEDED = { major: 20, minor: 19 };

/**
 * Refuses a Node that cannot load what the dependencies are made of (require of ES modules came with 20.19).
 *
 * @param {string} version  as in process.versions.node
 */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor)) return;
  throw new TaskError(
    `Node ${version} is too old: Regrant needs ${NEEDED.major}.${NEEDED.minor} or newer. ` +
      'Install the current LTS release, or try `npx --yes node@24` in front of the task file.',
  );
}
