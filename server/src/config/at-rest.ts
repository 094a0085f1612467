import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * How a secret lies on disk. A stored value is either plain or sealed, and says so itself; a data directory that holds
 * both is legal, because sealing all of it cannot happen in one instant.
 *
 * `place` names the file and field that a value belongs to: a sealed value opens in no other place.
 */
export interface AtRest {
  readonly hasKey: boolean;
  /** What a stored value means; undefined when it is sealed and does not open. */
  readonly open: (stored: string, place: string) => string | undefined;
  /** A value as it is to be stored. */
  readonly store: (plain: string, place: string) => string;
  /** Whether a stored value is as `store` would leave it, sealed or plain. */
  readonly isSettled: (stored: string) => boolean;
}

const PREFIX = 'regrant:v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Prefix, nonce, then cipher text and tag. */
const SEALED = /^regrant:v1:([\w-]{16}):([\w-]{22,})$/;

/** Whether a stored value is sealed. */
export const isSealed = (stored: string): boolean => SEALED.test(stored);

/** Whether a text holds anything that looks sealed, wherever it stands. */
export const mentionsSealed = (text: string): boolean => text.includes(PREFIX);

/** Nothing is encrypted; what is does not open. */
export const WITHOUT_KEY: AtRest = {
  hasKey: false,
  open: (stored) => (isSealed(stored) ? undefined : stored),
  store: (plain) => plain,
  isSettled: (stored) => !isSealed(stored),
};

/**
 * Secrets are sealed with AES-256-GCM, a new random nonce each time.
 *
 * @param key  32 random bytes
 * @see NIST SP 800-38D §8.2.2: 2^32 seals with random nonces under one key; a pool of ten thousand takes centuries
 */
export const sealedAtRest = (key: Buffer): AtRest => ({
  hasKey: true,
  open: (stored, place) => (isSealed(stored) ? openSealed(key, stored, place) : stored),
  store: (plain, place) => (plain === '' ? plain : seal(key, plain, place)),
  isSettled: (stored) => stored === '' || isSealed(stored),
});

/** On the way back: what is sealed opens, and is stored plain. */
export const plainAgainAtRest = (key: Buffer): AtRest => ({
  ...WITHOUT_KEY,
  hasKey: true,
  open: sealedAtRest(key).open,
});

/** @returns `regrant:v1:<nonce>:<cipher text and tag>`, both base64url */
export function seal(key: Buffer, plain: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${PREFIX}${nonce.toString('base64url')}:${sealed.toString('base64url')}`;
}

/** Undefined when it was sealed with another key or for another place, or was changed since. */
export function openSealed(key: Buffer, sealed: string, place: string): string | undefined {
  const [, nonce = '', content = ''] = SEALED.exec(sealed) ?? [];
  const bytes = Buffer.from(content, 'base64url');
  if (bytes.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES })
    .setAAD(boundTo(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    // The cipher says only that it does not fit, and that is all there is to know.
    return undefined;
  }
}

const boundTo = (place: string): Buffer => Buffer.from(`${PREFIX}${place}`, 'utf8');
