import { startRegrant, type RunningRegrant } from '../app.js';
import { peekConfig, type ConfigInForce } from '../config/open-config.js';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { StorageLockedError } from '../core/errors/storage-locked-error.js';
import { AdminApi } from './admin-api.js';
import { CommandError } from './command-error.js';
import type { Surroundings } from './surroundings.js';

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '127.0.0.1']);

/**
 * Does something with the Regrant of a data directory, and leaves it as it was: the one that runs is asked; where none
 * runs, one is started for the occasion, on loopback and some free port, and stopped afterwards.
 */
export async function withRegrant<T>(
  settings: readonly string[],
  around: Surroundings,
  act: (api: AdminApi) => Promise<T>,
): Promise<T> {
  const started = await startUnlessRunning(settings, around);
  if (started === undefined) return act(await findRunning({ argv: settings, env: around.env }));
  try {
    if (started.newApiKey !== null) {
      around.stderr.write(`API key made for this data directory (shown this once): ${started.newApiKey}\n`);
    }
    return await act(new AdminApi(`http://127.0.0.1:${started.port}`, adminTokenIn(started)));
  } finally {
    await started.close();
  }
}

/** The lock is what tells: a process list or a port would only hint. */
async function startUnlessRunning(
  settings: readonly string[],
  { env, stderr, webRoot }: Surroundings,
): Promise<RunningRegrant | undefined> {
  try {
    return await startRegrant({
      argv: ['--log-level', 'warn', ...settings, '--host', '127.0.0.1', '--port', '0'],
      env,
      output: stderr,
      ...(webRoot === undefined ? {} : { webRoot }),
    });
  } catch (error) {
    if (error instanceof StorageLockedError) return undefined;
    throw error;
  }
}

async function findRunning(sources: Parameters<typeof peekConfig>[0]): Promise<AdminApi> {
  const { settings, secrets } = await peekConfig(sources);
  const token = settings.admin_token ?? secrets.admin_token;
  if (token === null) {
    throw new CommandError(
      'A Regrant runs on this data directory with an admin token of its own.',
      'Set REGRANT_ADMIN_TOKEN to the one that it was started with.',
    );
  }
  const address = addressOf(settings);
  const api = new AdminApi(address, token);
  if (await api.isRegrant()) return api;
  throw new CommandError(
    `A Regrant runs on this data directory, but not at ${address}.`,
    'Say where it listens, as it was started: --port <port> (and --host, if it was given one).',
  );
}

/** An address that it answers to by name: loopback, unless it listens elsewhere alone. */
function addressOf({ host, port, public_url: publicUrl }: ConfigInForce['settings']): string {
  if (WILDCARDS.has(host)) return `http://127.0.0.1:${port}`;
  if (host === '::' || host === '::1') return `http://[::1]:${port}`;
  return publicUrl ?? `http://${host}:${port}`;
}

function adminTokenIn({ app }: RunningRegrant): string {
  return app.get(SettingsService).current.admin_token ?? app.get(SecretsStore).current.admin_token ?? '';
}
