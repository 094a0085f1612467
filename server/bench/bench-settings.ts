import { Writable } from 'node:stream';

export const ADMIN_TOKEN = 'rga-admin-token-of-the-benchmark';
export const CALLER_KEY = 'rg-caller-key-of-the-benchmark';

/** The log is made and thrown away: its cost belongs to what is measured, its lines do not belong on the terminal. */
export class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}
