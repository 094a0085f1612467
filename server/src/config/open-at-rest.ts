import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EncryptionKeyRejectedError,
  EncryptionKeyRequiredError,
  EncryptionUnusableError,
} from '../core/errors/encryption-errors.js';
import { mentionsSealed, plainAgainAtRest, sealedAtRest, WITHOUT_KEY, type AtRest } from './at-rest.js';
import { readBounded } from './bounded-read.js';
import type { DataDirectory } from './data-directory.js';
import { keyIn, newEncryptionKey, readEncryptionFile, writeEncryptionFile } from './encryption-file.js';
import { encryptionSecretOf } from './encryption-secret.js';
import type { Settings } from './settings-schema.js';

const LARGEST_BYTES = 1024 * 1024;

/** What is to become of the data directory: what the settings say, or plain again. */
export type EncryptionPurpose = 'as-set' | 'take-off';

/**
 * How secrets lie in this data directory from now on. The key is made at the first start with a passphrase.
 *
 * @throws SettingsError, EncryptionKeyRejectedError, EncryptionKeyRequiredError, EncryptionUnusableError, StorageError
 */
export async function openAtRest(
  directory: DataDirectory,
  settings: Settings,
  purpose: EncryptionPurpose = 'as-set',
): Promise<AtRest> {
  const secret = await encryptionSecretOf(settings, directory.root);
  if (purpose === 'take-off') {
    if (secret === undefined) throw new EncryptionKeyRequiredError('What is here may be');
    return plainAgainAtRest(await storedKey(directory, secret));
  }
  if (secret === undefined) return WITHOUT_KEY;
  if ((await readEncryptionFile(directory.encryptionFile)) !== undefined) {
    return sealedAtRest(await storedKey(directory, secret));
  }
  // A new key beside what an old one has sealed would make all of it unreadable for ever.
  if (await holdsSealed(directory)) throw new EncryptionUnusableError('is missing');
  const key = newEncryptionKey();
  await writeEncryptionFile(directory.encryptionFile, key, secret);
  return sealedAtRest(key);
}

/**
 * The key that this secret opens.
 *
 * @throws EncryptionKeyRejectedError, EncryptionUnusableError, StorageError
 */
export async function storedKey({ encryptionFile }: DataDirectory, secret: string): Promise<Buffer> {
  const file = await readEncryptionFile(encryptionFile);
  if (file === undefined) throw new EncryptionUnusableError('is not there');
  const key = await keyIn(file, secret);
  if (key === undefined) throw new EncryptionKeyRejectedError();
  return key;
}

async function holdsSealed({ accounts, secretsFile }: DataDirectory): Promise<boolean> {
  const names = await readdir(accounts);
  for (const path of [secretsFile, ...names.map((name) => join(accounts, name))]) {
    if ((await looksSealed(path)) === true) return true;
  }
  return false;
}

/** Whether there is anything sealed in a file, be it damaged; undefined when that cannot be found out. */
export async function looksSealed(path: string): Promise<boolean | undefined> {
  const read = await readBounded(path, { maxBytes: LARGEST_BYTES });
  if (read.kind === 'missing') return false;
  return read.bytes && mentionsSealed(read.bytes.toString('latin1'));
}
