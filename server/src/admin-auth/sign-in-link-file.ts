import { rm } from 'node:fs/promises';
import { writeDurably } from '../config/durable-write.js';

/** The sign-in link as a file that only its owner can read: for who starts Regrant without a terminal to print to. */
export class SignInLinkFile {
  constructor(private readonly path: string) {}

  /** @throws StorageError */
  async write(link: string): Promise<void> {
    await writeDurably(this.path, `${link}\n`, { mode: 0o600 });
  }

  /** A link that was used, or that an earlier start made, is good for nothing. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
