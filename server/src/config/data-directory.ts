import { lstat, mkdir, readdir, realpath, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StorageUnwritableError } from '../core/errors/storage-unwritable-error.js';
import { LOCK_FILE, lockDirectory } from './directory-lock.js';
import { isTemporaryName, syncDirectory } from './durable-write.js';
import { errnoOf } from './errno.js';
import { tighten } from './tighten.js';

/** The directory that holds everything Regrant keeps, locked for this process. All paths are absolute. */
export interface DataDirectory {
  readonly root: string;
  readonly accounts: string;
  readonly quarantine: string;
  readonly ledger: string;
  readonly settingsFile: string;
  readonly secretsFile: string;
  readonly encryptionFile: string;
  /** What a person should know about the state it was found in: one sentence each. */
  readonly notices: readonly string[];
  /** Lets another process have it. */
  close(): Promise<void>;
}

const FOLDERS = ['accounts', 'quarantine', 'ledger'] as const;
const PRIVATE_FILES = ['settings.json', 'secrets.json', 'encryption.json', 'sign-in-link', 'traffic.sqlite', LOCK_FILE];

/**
 * Makes the data directory ready and takes hold of it: creates what is missing, makes everything private, removes what
 * an interrupted write of ours left behind. The directory may be a symbolic link.
 *
 * @throws StorageLockedError  another process has it
 * @throws StorageUnwritableError  it belongs to somebody else, or cannot be written
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  const root = await makeOwn(resolve(path), 'The data directory');
  const close = await lockDirectory(root);
  try {
    const notices = await prepare(root);
    return {
      root,
      accounts: join(root, 'accounts'),
      quarantine: join(root, 'quarantine'),
      ledger: join(root, 'ledger'),
      settingsFile: join(root, 'settings.json'),
      secretsFile: join(root, 'secrets.json'),
      encryptionFile: join(root, 'encryption.json'),
      notices,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(root: string): Promise<string[]> {
  const found: (string | undefined)[] = [await tighten(root)];
  for (const name of PRIVATE_FILES) found.push(await tighten(join(root, name)));
  for (const folder of FOLDERS) {
    const directory = await makeOwn(join(root, folder), `The folder ${folder}`);
    found.push(await tighten(directory));
    for (const name of await cleanedNames(directory)) found.push(await tighten(join(directory, name)));
    await syncDirectory(directory);
  }
  await cleanedNames(root);
  // A crash may have cut off the sync that belonged to a rename: what is seen from here on shall also last.
  await syncDirectory(root);
  return summarise(found.filter((notice) => notice !== undefined));
}

async function makeOwn(path: string, subject: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const stats = await stat(path);
    if (process.getuid !== undefined && stats.uid !== process.getuid()) {
      throw new StorageUnwritableError(`${subject} belongs to another user (uid ${stats.uid}).`, {
        hint: 'Run Regrant as that user, or give the directory to the user who runs it (chown).',
      });
    }
    return await realpath(path);
  } catch (error) {
    if (error instanceof StorageUnwritableError) throw error;
    const errno = errnoOf(error);
    throw new StorageUnwritableError(`${subject} cannot be used (${errno}).`, { cause: error, errno });
  }
}

/** Removes our own temporary files, left by a crash; @returns the other names */
async function cleanedNames(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  for (const name of names.filter(isTemporaryName)) {
    const path = join(directory, name);
    // Only what we could have made: a directory or link with such a name is somebody's joke or test.
    if ((await lstat(path)).isFile()) await unlink(path);
  }
  return names.filter((name) => !isTemporaryName(name));
}

/** A folder copied from elsewhere has the same thing to say of thousands of files. */
function summarise(notices: readonly string[]): string[] {
  const shown = notices.slice(0, 10);
  const more = notices.length - shown.length;
  return more === 0 ? shown : [...shown, `The same or similar was found for ${more} more files.`];
}
