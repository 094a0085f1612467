import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { EncryptionUnusableError } from '../core/errors/encryption-errors.js';
import { openSealed, seal } from './at-rest.js';
import { readBounded } from './bounded-read.js';
import { writeDurably } from './durable-write.js';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const LARGEST_BYTES = 16 * 1024;
const PLACE = 'encryption.json#key';

/** @see OWASP Password Storage Cheat Sheet, scrypt (read 2026-11): N=2^17, r=8, p=1 */
const COST = { N: 2 ** 17, r: 8, p: 1 };

/**
 * What `encryption.json` holds: the key that tokens are sealed with, itself sealed with a key that scrypt makes of the
 * passphrase. So a wrong passphrase is known for one before anything is read, and changing it changes this file alone.
 */
const encryptionFileSchema = z.object({
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    // Bounded: whoever puts a file here shall not make the start take all memory.
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.number().int().min(8).max(16),
    p: z.number().int().min(1).max(4),
    salt: z.string().regex(/^[\w-]{22,}$/),
  }),
  key: z.string(),
});
export type EncryptionFile = Readonly<z.infer<typeof encryptionFileSchema>>;

/**
 * @returns undefined when there is none
 * @throws EncryptionUnusableError, StorageError
 */
export async function readEncryptionFile(path: string): Promise<EncryptionFile | undefined> {
  const read = await readBounded(path, { maxBytes: LARGEST_BYTES });
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'unreadable') throw new EncryptionUnusableError(read.reason);
  const parsed = encryptionFileSchema.safeParse(parseOrNull(read.text));
  if (!parsed.success) throw new EncryptionUnusableError('is damaged');
  return parsed.data;
}

/**
 * Puts a key under a passphrase: what is sealed with the key stays as it is.
 *
 * @throws StorageError
 */
export async function writeEncryptionFile(path: string, key: Buffer, passphrase: string): Promise<void> {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  const kdf = { name: 'scrypt', ...COST, salt } as const;
  const file: EncryptionFile = {
    version: 1,
    kdf,
    key: seal(await stretch(passphrase, kdf), key.toString('hex'), PLACE),
  };
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`);
}

export const newEncryptionKey = (): Buffer => randomBytes(KEY_BYTES);

/** @returns undefined when it is not the passphrase */
export async function keyIn(file: EncryptionFile, passphrase: string): Promise<Buffer | undefined> {
  const key = openSealed(await stretch(passphrase, file.kdf), file.key, PLACE);
  return key === undefined ? undefined : Buffer.from(key, 'hex');
}

/** Before anything listens: nobody waits for the threads that this takes. */
async function stretch(passphrase: string, { N, r, p, salt }: EncryptionFile['kdf']): Promise<Buffer> {
  const stretched = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
    scrypt,
  );
  return stretched(passphrase.normalize('NFC'), Buffer.from(salt, 'base64url'), KEY_BYTES, {
    N,
    r,
    p,
    maxmem: 256 * N * r,
  });
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it like any other text that is no such file.
    return null;
  }
}
