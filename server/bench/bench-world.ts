import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { ADMIN_TOKEN, CALLER_KEY, Nowhere } from './bench-settings.js';
import { startRegrant, type RunningRegrant } from '../src/app.js';

/** A sandbox and a data directory; Regrant is started when the benchmark says so. */
export interface BenchWorld {
  readonly sandbox: Sandbox;
  readonly dataDirectory: string;
  start(): Promise<RunningRegrant>;
  close(): Promise<void>;
}

export async function openBenchWorld(): Promise<BenchWorld> {
  const root = await mkdtemp(join(tmpdir(), 'regrant-bench-'));
  const dataDirectory = join(root, 'data');
  const sandbox = await startSandbox();
  const running: RunningRegrant[] = [];
  return {
    sandbox,
    dataDirectory,
    async start() {
      const env = {
        ...sandbox.environment,
        REGRANT_PORT: '0',
        REGRANT_DATA_DIR: dataDirectory,
        REGRANT_ADMIN_TOKEN: ADMIN_TOKEN,
        REGRANT_API_KEY: CALLER_KEY,
        REGRANT_LOG_FORMAT: 'json',
      };
      const regrant = await startRegrant({ argv: [], env, output: new Nowhere() });
      running.push(regrant);
      return regrant;
    },
    async close() {
      for (const regrant of running) await regrant.close();
      await sandbox.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
