import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Fills a folder with accounts whose access tokens are good for an hour: `account-0` and so on. */
export async function writeAccounts(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const expiry = Math.floor(Date.now() / 1000) + 3599;
  for (let index = 0; index < count; index += 1) {
    const token = {
      access_token: `ya29.a0-${index}`,
      refresh_token: `1//0-${index}`,
      expires_in: 3599,
      expiry_timestamp: expiry,
    };
    const account = { id: `account-${index}`, email: `person-${index}@example.com`, token, priority: 0 };
    await writeFile(join(folder, `account-${index}.json`), JSON.stringify(account, null, 2), { mode: 0o600 });
  }
}
