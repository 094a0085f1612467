import { constants, lstatSync, type Stats } from 'node:fs';
import { chmod, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { errnoOf } from './errno.js';

const OTHERS = 0o077;

/**
 * Takes from everybody else what they may do with a file or directory of ours. Links are left alone, and so is what
 * they lead to.
 *
 * @returns what a person should know about it, or undefined when all is well
 */
export async function tighten(path: string): Promise<string | undefined> {
  // Windows has no such bits.
  if (process.getuid === undefined) return undefined;
  const name = basename(path);
  try {
    // Called for thousands of files while nothing is served yet: the detour over another thread costs more than the look.
    const stats = lstatSync(path);
    if (stats.uid !== process.getuid()) return `${name} belongs to another user of this machine.`;
    if ((stats.mode & OTHERS) === 0 || !(stats.isFile() || stats.isDirectory())) return undefined;
    await takeFromOthers(path, stats);
    return `${name} was open to other users of this machine; it is now private.`;
  } catch (error) {
    const errno = errnoOf(error);
    return errno === 'ENOENT' ? undefined : `${name} could not be made private (${errno}).`;
  }
}

async function takeFromOthers(path: string, stats: Stats): Promise<void> {
  if (stats.isDirectory()) return chmod(path, stats.mode & 0o700);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    await file.chmod(stats.mode & 0o700);
  } finally {
    await file.close();
  }
}
