import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Stretching, type StretchCost } from './stretching.js';

/** @see OWASP Password Storage Cheat Sheet, scrypt (read 2026-11): N=2^17, r=8, p=1 */
const COST: StretchCost = { N: 2 ** 17, r: 8, p: 1 };
const SALT_BYTES = 16;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

/** Passwords as they are stored: `$scrypt$ln=17,r=8,p=1$salt$digest`, base64 without padding. */
export class PasswordHashes {
  readonly #stretching = new Stretching();

  get isBusy(): boolean {
    return this.#stretching.isBusy;
  }

  /** Each time with a new salt. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const digest = await this.#stretching.stretch(password.normalize('NFC'), salt, COST);
    return `$scrypt$ln=${Math.log2(COST.N)},r=${COST.r},p=${COST.p}$${base64(salt)}$${base64(digest)}`;
  }

  /** Whether this is the password; false for a stored form that is none. */
  async verify(password: string, stored: string): Promise<boolean> {
    const [, ln, r, p, salt = '', digest = ''] = FORM.exec(stored) ?? [];
    if (ln === undefined) return false;
    const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
    const found = await this.#stretching.stretch(password.normalize('NFC'), Buffer.from(salt, 'base64'), cost);
    const expected = Buffer.from(digest, 'base64');
    return found.length === expected.length && timingSafeEqual(found, expected);
  }
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
