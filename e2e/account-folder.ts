import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What these tests look at in an account's file; times are unix seconds. */
export interface AccountFile {
  readonly email: string;
  readonly disabled?: boolean;
  readonly disabled_at?: number | null;
  readonly disabled_reason?: string | null;
  readonly proxy_disabled?: boolean;
  readonly proxy_disabled_at?: number | null;
  readonly proxy_disabled_reason?: string | null;
  readonly token: { readonly access_token: string; readonly refresh_token: string };
}

/** The accounts as they are on disk, which is the authority on their state. */
export class AccountFolder {
  constructor(private readonly dataDirectory: string) {}

  async emails(): Promise<readonly string[]> {
    const names = (await readdir(join(this.dataDirectory, 'accounts'))).filter((name) => name.endsWith('.json'));
    const accounts = await Promise.all(names.map((name) => this.read(name.slice(0, -'.json'.length))));
    return accounts.map((account) => account.email).sort();
  }

  async read(id: string): Promise<AccountFile> {
    return JSON.parse(await this.text(id)) as AccountFile;
  }

  /** Byte for byte, to see that nothing was touched. */
  text(id: string): Promise<string> {
    return readFile(join(this.dataDirectory, 'accounts', `${id}.json`), 'utf8');
  }
}
