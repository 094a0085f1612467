import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Adds to a file, or makes it, for its owner alone; on stable storage when the promise resolves. Whatever somebody put
 * in its place is not written to: no link is followed, no pipe waited for.
 */
export async function appendDurably(path: string, text: string): Promise<void> {
  const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (!(await file.stat()).isFile()) throw new Error('it is not a regular file');
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
