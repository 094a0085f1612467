import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accountFileName } from '../accounts/account-file.js';
import { JsonAccountStore } from '../accounts/json-account-store.js';
import { syncDirectory } from '../config/durable-write.js';
import { writeEncryptionFile } from '../config/encryption-file.js';
import { encryptionSecretOf, readKeyFile, withoutLineEnd } from '../config/encryption-secret.js';
import { looksSealed, storedKey } from '../config/open-at-rest.js';
import { openConfig, type OpenConfig } from '../config/open-config.js';
import { settingsSchema } from '../config/settings-schema.js';
import { CommandError } from './command-error.js';
import type { Command } from './command-line.js';
import { readAll } from './import-sources.js';
import type { Surroundings } from './surroundings.js';

/**
 * Stores tokens in plain text again. The key goes last, and only when nothing is left that needs it; cut off anywhere,
 * the next run goes on.
 *
 * @returns the exit code: 1 when something could not be decrypted
 */
export async function runDecrypt(
  { settings }: Extract<Command, { kind: 'decrypt' }>,
  around: Surroundings,
): Promise<number> {
  const config = await openConfig({ argv: settings, env: around.env }, 'take-off');
  return holding(config, async ({ directory, atRest }) => {
    const left: string[] = [];
    const store = new JsonAccountStore(directory, { atRest, onTrouble: ({ message }) => left.push(message) });
    for (const account of await store.list()) {
      if (account.kind === 'readable') continue;
      // Damaged, it may still be mended, and is then worth what the key opens in it.
      const file = accountFileName(account.id);
      if ((await looksSealed(join(directory.accounts, file))) !== false) left.push(`${file} ${account.reason}.`);
    }
    if (left.length > 0) {
      around.stderr.write(`${left.join('\n')}\n→ The key is kept, and everything else is plain. Run it again.\n`);
      return 1;
    }
    await rm(directory.encryptionFile, { force: true });
    await syncDirectory(directory.root);
    around.stdout.write(
      `Accounts decrypted: ${store.settled}. Start Regrant without REGRANT_ENCRYPTION_PASSPHRASE and _KEY_FILE.\n`,
    );
    return 0;
  });
}

/** Puts the key under another passphrase. One file changes, in one instant; no account is touched. */
export async function runChangeKey(
  { path, settings }: Extract<Command, { kind: 'change-key' }>,
  around: Surroundings,
): Promise<number> {
  const next = await newPassphrase(path, around);
  const config = await openConfig({ argv: settings, env: around.env });
  return holding(config, async ({ directory, settings: { current } }) => {
    const secret = await encryptionSecretOf(current, directory.root);
    if (secret === undefined) {
      throw new CommandError(
        'The key in force is needed to change it.',
        'Set REGRANT_ENCRYPTION_PASSPHRASE or REGRANT_ENCRYPTION_KEY_FILE.',
      );
    }
    await writeEncryptionFile(directory.encryptionFile, await storedKey(directory, secret), next);
    around.stdout.write('The key is changed. Start Regrant with the new passphrase or key file.\n');
    return 0;
  });
}

async function holding(config: OpenConfig, act: (config: OpenConfig) => Promise<number>): Promise<number> {
  try {
    return await act(config);
  } finally {
    await config.directory.close();
  }
}

/** From a file that could be the next key file, or from standard input; never from the command line, which others see. */
async function newPassphrase(path: string, { stdin, folder }: Surroundings): Promise<string> {
  if (path !== '-') return readKeyFile(resolve(folder, path));
  const given = withoutLineEnd(await readAll(stdin));
  const fit = settingsSchema.shape.encryption_passphrase.safeParse(given);
  if (fit.success && fit.data !== undefined) return fit.data;
  throw new CommandError(
    'This passphrase cannot be used.',
    `It wants ${fit.error?.issues[0]?.message ?? 'another one'}.`,
  );
}
