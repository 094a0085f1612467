import { join, resolve } from 'node:path';
import { StorageError } from '../core/errors/storage-error.js';
import type { AtRest } from './at-rest.js';
import { readBounded } from './bounded-read.js';
import { openDataDirectory, type DataDirectory } from './data-directory.js';
import { writeDurably } from './durable-write.js';
import { dataDirectoryOf, loadSettings, type SettingSources } from './load-settings.js';
import { openAtRest, type EncryptionPurpose } from './open-at-rest.js';
import { openClientSecrets, storeClientSecrets } from './sealed-secrets.js';
import { SecretsStore, secretsSchema, type Secrets } from './secrets.store.js';
import { SettingsError } from './settings-error.js';
import type { Settings } from './settings-schema.js';
import { SettingsService } from './settings.service.js';

const LARGEST_FILE_BYTES = 1024 * 1024;

/** All that must be there before the application is built. */
export interface OpenConfig {
  readonly directory: DataDirectory;
  readonly settings: SettingsService;
  readonly secrets: SecretsStore;
  readonly atRest: AtRest;
}

/**
 * Reads the settings, takes hold of the data directory, and reads what is kept there.
 *
 * @throws SettingsError, StorageLockedError, StorageUnwritableError, EncryptionKeyRequiredError,
 *   EncryptionKeyRejectedError, EncryptionUnusableError
 */
export async function openConfig(
  sources: Omit<SettingSources, 'file'>,
  purpose: EncryptionPurpose = 'as-set',
): Promise<OpenConfig> {
  const root = resolve(dataDirectoryOf(sources));
  // Checked before anything is made on disk, so that a mistyped setting leaves no trace.
  loadSettings({ ...sources, file: await readBeforeOpening(join(root, 'settings.json')) });
  const directory = await openDataDirectory(root);
  try {
    const settings = new SettingsService(
      { ...sources, file: await readJsonObject(directory.settingsFile) },
      { save: (content) => writeDurably(directory.settingsFile, toJson(content)) },
    );
    const atRest = await openAtRest(directory, settings.current, purpose);
    const stored = await readSecrets(directory.secretsFile);
    const secrets = new SecretsStore(openClientSecrets(stored, atRest), {
      save: (content) => writeDurably(directory.secretsFile, toJson(storeClientSecrets(content, atRest))),
    });
    const isSettled = Object.values(stored.oauth_client_secrets).every((secret) => atRest.isSettled(secret));
    if (!isSettled) await secrets.change((current) => current);
    return { directory, settings, secrets, atRest };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

/** What a Regrant on this data directory goes by, read from outside it. */
export interface ConfigInForce {
  readonly settings: Settings;
  readonly secrets: Secrets;
}

/**
 * Looks at the settings and secrets of a data directory that another process has hold of. Nothing is changed, and what
 * is encrypted stays so.
 *
 * @throws SettingsError
 */
export async function peekConfig(sources: Omit<SettingSources, 'file'>): Promise<ConfigInForce> {
  const root = resolve(dataDirectoryOf(sources));
  const settings = loadSettings({ ...sources, file: await readBeforeOpening(join(root, 'settings.json')) });
  return { settings, secrets: await readSecrets(join(root, 'secrets.json')) };
}

/** A data directory that is not even a directory is for `openDataDirectory` to refuse: here it holds no settings. */
async function readBeforeOpening(path: string): Promise<Record<string, unknown>> {
  try {
    return await readJsonObject(path);
  } catch (error) {
    if (error instanceof StorageError && error.details['errno'] === 'ENOTDIR') return {};
    throw error;
  }
}

async function readSecrets(path: string): Promise<Secrets> {
  const parsed = secretsSchema.safeParse(await readJsonObject(path));
  if (parsed.success) return parsed.data;
  throw unusable('secrets.json', `a file that Regrant wrote (${parsed.error.issues[0]?.path.join('.') ?? ''})`);
}

/** An absent file is an empty one; one that cannot be read is never taken for that, or it would be overwritten. */
async function readJsonObject(path: string): Promise<Record<string, unknown>> {
  const name = path.endsWith('secrets.json') ? 'secrets.json' : 'settings.json';
  const read = await readBounded(path, { maxBytes: LARGEST_FILE_BYTES });
  if (read.kind === 'missing') return {};
  if (read.kind === 'unreadable') throw unusable(name, `a readable file, but ${read.reason}`);
  try {
    const parsed: unknown = JSON.parse(read.text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    throw unusable(name, 'valid JSON');
  }
  throw unusable(name, 'a JSON object');
}

const unusable = (name: string, expected: string): SettingsError =>
  new SettingsError([
    { key: name, source: 'data directory', expected, cure: 'Repair the file, or move it away to start without it.' },
  ]);

const toJson = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;
