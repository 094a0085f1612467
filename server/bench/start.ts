import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { figure, report } from './figures.js';

const PROGRAM = fileURLToPath(new URL('../bundle/main.js', import.meta.url));
const STARTS = 7;
/** What a start leaves behind is collected by then. */
const IDLE_AFTER_MS = 10_000;

/*
 * From nothing to an account that can serve, as a process of its own, and what this process holds when it has nothing to
 * do. What the system keeps of the files in memory is not thrown away between two starts.
 */
const few = figure('start → first answer, 10 accounts (median)', 'ms', 700, await starts(10, STARTS));
const many = await starts(10_000, STARTS);
const idle = await idleMegabytes(10);
await report('Start', [
  few,
  figure('start → first answer, 10,000 accounts (median)', 'ms', few.median + 400, many),
  ...(idle === undefined ? [] : [figure('resident 10 s after a start, 10 accounts', 'MB', 130, [idle])]),
]);

async function starts(accounts: number, times: number): Promise<number[]> {
  return inDataDirectory(accounts, async (directory) => {
    const took: number[] = [];
    // The first one makes what a data directory has from then on, and is not counted.
    for (let count = 0; count <= times; count += 1) {
      const { child, tookMs } = await start(directory);
      if (count > 0) took.push(tookMs);
      await stop(child);
    }
    return took;
  });
}

/** Undefined where the system does not tell. */
async function idleMegabytes(accounts: number): Promise<number | undefined> {
  return inDataDirectory(accounts, async (directory) => {
    const { child } = await start(directory);
    await pause(IDLE_AFTER_MS);
    const status = `/proc/${child.pid}/status`;
    const text = existsSync(status) ? await readFile(status, 'utf8') : '';
    await stop(child);
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  });
}

async function start(directory: string): Promise<{ readonly child: ChildProcess; readonly tookMs: number }> {
  const port = await freePort();
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env['PATH'],
      REGRANT_PORT: String(port),
      REGRANT_DATA_DIR: directory,
      REGRANT_LOG_FORMAT: 'json',
      REGRANT_GOOGLE_CLIENT_ID: 'client-of-the-benchmark',
      REGRANT_GOOGLE_CLIENT_SECRET: 'secret-of-the-benchmark',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while ((await statusOf(port)) !== 200) {
    if (child.exitCode !== null) throw new Error(`Regrant ended with ${child.exitCode} instead of listening`);
    await pause(1);
  }
  return { child, tookMs: performance.now() - startedAtMs };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Undefined while nobody listens. */
function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    }).once('error', () => resolve(undefined));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function inDataDirectory<T>(accounts: number, use: (directory: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'regrant-start-'));
  try {
    const folder = join(root, 'data', 'accounts');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let index = 0; index < accounts; index += 1) await writeAccount(folder, index);
    return await use(join(root, 'data'));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** One whose access token is good for hours, so that nothing is refreshed meanwhile. */
async function writeAccount(folder: string, index: number): Promise<void> {
  const id = `account-${index}`;
  const token = {
    access_token: `ya29.a0-${index}`,
    refresh_token: `1//0-${index}`,
    expires_in: 36_000,
    expiry_timestamp: Math.floor(Date.now() / 1000) + 36_000,
  };
  const account = { id, email: `person-${index}@example.com`, token };
  await writeFile(join(folder, `${id}.json`), JSON.stringify(account, null, 2), { mode: 0o600 });
}
