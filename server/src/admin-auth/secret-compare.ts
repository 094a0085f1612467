import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Hex SHA-256. Enough for values of at least 128 random bits; passwords need more. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two hex digests in a time that tells nothing. */
export const equalDigests = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

/** Compares a secret with a digest in a time that tells nothing. */
export const matchesDigest = (secret: string, digest: string): boolean => equalDigests(digestOf(secret), digest);

/** A new secret of 256 random bits, safe in addresses and headers. */
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');
