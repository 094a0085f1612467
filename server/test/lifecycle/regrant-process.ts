import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import type { Patience } from '../../src/patience.js';
import { ADMIN_TOKEN, CALLER_KEY, geminiBody, MODEL } from '../world.js';

const ROOT = join(import.meta.dirname, '../../..');
export const STREAM = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;

/** Whole processes are built and started, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export interface ProcessOptions {
  readonly accounts?: number;
  readonly patience?: Partial<Patience>;
  readonly env?: Readonly<Record<string, string>>;
  /** What the command line of node says, beside the program. */
  readonly nodeFlags?: readonly string[];
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * The sources as a program, built once for a file of tests: signals, exit codes, descriptors and memory are those of a
 * process of its own. Inside the repository, so that it finds the packages left outside.
 */
export async function buildRegrant(): Promise<{ readonly program: string; readonly remove: () => Promise<void> }> {
  const workshop = await mkdtemp(join(ROOT, 'node_modules/.regrant-process-'));
  await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: workshop,
      rolldownOptions: {
        input: {
          child: join(import.meta.dirname, 'regrant-child.ts'),
          'traffic-worker': join(ROOT, 'server/src/observability/traffic/traffic-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  return { program: join(workshop, 'child.js'), remove: () => rm(workshop, { recursive: true, force: true }) };
}

/** Regrant in a process of its own, with the sandbox in the place of Google; ends with the test. */
export class RegrantProcess {
  /** What it has printed, both streams. */
  output = '';

  private constructor(
    readonly sandbox: Sandbox,
    readonly dataDirectory: string,
    readonly child: ChildProcess,
    readonly port: number,
    readonly ended: Promise<Ending>,
  ) {}

  static async start(program: string, options: ProcessOptions = {}): Promise<RegrantProcess> {
    const root = await mkdtemp(join(tmpdir(), 'regrant-process-'));
    const sandbox = await startSandbox();
    const dataDirectory = join(root, 'data');
    await mkdir(join(root, 'web'));
    await writeFile(join(root, 'web', 'index.html'), '<!doctype html><title>Regrant</title>');
    for (const { email } of sandbox.google.people.slice(0, options.accounts ?? 2)) {
      await sandbox.enrol(dataDirectory, email, { projectId: 'project' });
    }
    const child = fork(program, [JSON.stringify(options.patience ?? {}), join(root, 'web')], {
      execArgv: [...(options.nodeFlags ?? [])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        ...sandbox.environment,
        REGRANT_PORT: '0',
        REGRANT_DATA_DIR: dataDirectory,
        REGRANT_ADMIN_TOKEN: ADMIN_TOKEN,
        REGRANT_API_KEY: CALLER_KEY,
        REGRANT_LOG_FORMAT: 'json',
        ...options.env,
      },
    });
    const ended = new Promise<Ending>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    onTestFinished(async () => {
      await sandbox.close();
      child.kill('SIGKILL');
      await ended;
      await rm(root, { recursive: true, force: true });
    });
    let printed = '';
    const hear = (chunk: Buffer) => (printed += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const listening = once(child, 'message').then(([message]) => message as { readonly port: number });
    const told = await Promise.race([listening, ended]);
    if (!('port' in told)) throw new Error(`Regrant ended (${told.code}) before it listened: ${printed}`);
    const regrant = new RegrantProcess(sandbox, dataDirectory, child, told.port, ended);
    regrant.output = printed;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (regrant.output += String(chunk)));
    return regrant;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get gemini(): Sandbox['gemini'] {
    return this.sandbox.gemini;
  }

  /** One request of a caller. */
  call(path: string, text = 'Hello', init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(geminiBody(text)),
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
      ...init,
    });
  }

  admin(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Resident memory. */
  get megabytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  }

  get openFiles(): number {
    return readdirSync(`/proc/${this.child.pid}/fd`).length;
  }
}
