import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { readBounded } from './bounded-read.js';
import { errnoOf } from './errno.js';
import { SettingsError } from './settings-error.js';
import type { Settings } from './settings-schema.js';

const LARGEST_BYTES = 4096;
const FEWEST_CHARACTERS = 32;
const OTHERS = 0o077;

/**
 * What the data directory is to be encrypted with: the passphrase, or the text of the key file. Undefined when neither
 * is set.
 *
 * @param root  the data directory, in which the key has no business
 * @throws SettingsError
 */
export async function encryptionSecretOf(
  { encryption_passphrase: passphrase, encryption_key_file: file }: Settings,
  root: string,
): Promise<string | undefined> {
  if (file === undefined) return passphrase;
  const path = resolve(file);
  if (await isWithin(root, path)) {
    throw unfit(
      'a file outside the data directory, because a copy of that shall not hold the key',
      'Move it elsewhere.',
    );
  }
  return readKeyFile(path);
}

/** By the way that the path really goes: the data directory may be reached through a link, and is known without it. */
async function isWithin(root: string, path: string): Promise<boolean> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  const fromRoot = relative(root, folder);
  return fromRoot !== '..' && !fromRoot.startsWith(`..${sep}`) && !isAbsolute(fromRoot);
}

/**
 * Reads a key file: text of which line ends at its end do not count, so that it can be written by hand or by a tool.
 *
 * @throws SettingsError
 */
export async function readKeyFile(path: string): Promise<string> {
  const read = await readBounded(path, { maxBytes: LARGEST_BYTES });
  if (read.kind === 'missing') throw unfit('a file that is there', MAKE_ONE);
  if (read.kind === 'unreadable') throw unfit(`a readable text file, but it ${read.reason}`, MAKE_ONE);
  if (await isOpenToOthers(path)) throw unfit('a file that only you can read', `Close it with: chmod 600 <the file>`);
  const text = withoutLineEnd(read.text);
  if (text.length < FEWEST_CHARACTERS) throw unfit(`at least ${FEWEST_CHARACTERS} characters in it`, MAKE_ONE);
  return text;
}

/** A line end after a passphrase is of the tool that wrote it. */
export const withoutLineEnd = (text: string): string => text.replace(/[\r\n]+$/, '');

async function isOpenToOthers(path: string): Promise<boolean> {
  // Windows has no such bits.
  if (process.getuid === undefined) return false;
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return ((await file.stat()).mode & OTHERS) !== 0;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unfit(`a file that can be opened (${errnoOf(error)})`, MAKE_ONE);
  }
}

const MAKE_ONE = 'Make one with: (umask 077; openssl rand -hex 32 > <the file>)';

const unfit = (expected: string, cure: string): SettingsError =>
  new SettingsError([{ key: 'encryption_key_file', source: 'environment or command line', expected, cure }]);
