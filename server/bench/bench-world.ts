import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { startRegrant, type RunningRegrant } from '../src/app.js';

export const ADMIN_TOKEN = 'rga-admin-token-of-the-benchmark';
export const CALLER_KEY = 'rg-caller-key-of-the-benchmark';

/** A sandbox and a data directory; Regrant is started when the benchmark says so. */
export interface BenchWorld {
  readonly sandbox: Sandbox;
  readonly dataDirectory: string;
  start(): Promise<RunningRegrant>;
  close(): Promise<void>;
}

/** The log is made and thrown away: its cost belongs to what is measured, its lines do not belong on the terminal. */
class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
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
