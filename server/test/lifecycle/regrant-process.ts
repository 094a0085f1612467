import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { onTestFinished, vi } from 'vitest';
import type { GoogleOptions } from '../../sandbox/google.js';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import type { Patience } from '../../src/patience.js';
import { ADMIN_TOKEN, CALLER_KEY, geminiBody } from '../world.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Whole processes are built and started, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Environment = Readonly<Record<string, string>>;

export interface ProcessOptions {
  readonly accounts?: number;
  readonly patience?: Partial<Patience>;
  readonly env?: Environment | ((place: Place) => Environment);
  /** What the command line of node says, beside the program. */
  readonly nodeFlags?: readonly string[];
  /** What the system runs to begin with, as a command line that a program and its arguments can be put behind. */
  readonly inside?: (place: Place) => readonly string[];
  readonly google?: GoogleOptions;
  /** Where standard output goes, as an open file; a pipe to `output` unless it is given. */
  readonly standardOutput?: number;
  /** Runs between enrolment and the start. */
  readonly before?: (place: Place) => Promise<void> | void;
}

/** What a process works on, and leaves to the next one. */
export interface Place {
  readonly sandbox: Sandbox;
  readonly dataDirectory: string;
  readonly webRoot: string;
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
    private readonly place: Place,
    private readonly launch: () => Promise<RegrantProcess>,
    readonly child: ChildProcess,
    readonly port: number,
    readonly ended: Promise<Ending>,
  ) {}

  static async start(program: string, options: ProcessOptions = {}): Promise<RegrantProcess> {
    const root = await mkdtemp(join(tmpdir(), 'regrant-process-'));
    const sandbox = await startSandbox({ google: options.google ?? {} });
    onTestFinished(async () => {
      await sandbox.close();
      await rm(root, { recursive: true, force: true });
    });
    const place = { sandbox, dataDirectory: join(root, 'data'), webRoot: join(root, 'web') };
    await mkdir(place.webRoot);
    await writeFile(join(place.webRoot, 'index.html'), '<!doctype html><title>Regrant</title>');
    for (const { email } of sandbox.google.people.slice(0, options.accounts ?? 2)) {
      await sandbox.enrol(place.dataDirectory, email, { projectId: 'project' });
    }
    await options.before?.(place);
    return RegrantProcess.#launch(program, place, options);
  }

  static async #launch(program: string, place: Place, options: ProcessOptions): Promise<RegrantProcess> {
    const { command, commandArguments } = commandLine(program, place, options);
    const child = spawn(command, commandArguments, {
      stdio: ['ignore', options.standardOutput ?? 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        ...place.sandbox.environment,
        REGRANT_PORT: '0',
        REGRANT_DATA_DIR: place.dataDirectory,
        REGRANT_ADMIN_TOKEN: ADMIN_TOKEN,
        REGRANT_API_KEY: CALLER_KEY,
        REGRANT_LOG_FORMAT: 'json',
        ...(typeof options.env === 'function' ? options.env(place) : options.env),
      },
    });
    const ended = new Promise<Ending>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    let printed = '';
    const hear = (chunk: Buffer) => (printed += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const listening = once(child, 'message').then(([message]) => message as { readonly port: number });
    const told = await Promise.race([listening, ended]);
    if (!('port' in told)) throw new Error(`Regrant ended (${told.code}) before it listened: ${printed}`);
    const again = () => RegrantProcess.#launch(program, place, options);
    const regrant = new RegrantProcess(place, again, child, told.port, ended);
    regrant.output = printed;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (regrant.output += String(chunk)));
    return regrant;
  }

  /** Waits until it has ended, and starts another one on what it has left. */
  async again(): Promise<RegrantProcess> {
    await this.ended;
    return this.launch();
  }

  get sandbox(): Sandbox {
    return this.place.sandbox;
  }

  get dataDirectory(): string {
    return this.place.dataDirectory;
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

function commandLine(program: string, place: Place, { patience, nodeFlags = [], inside }: ProcessOptions) {
  const node = [process.execPath, ...nodeFlags, program, JSON.stringify(patience ?? {}), place.webRoot];
  const [command = process.execPath, ...commandArguments] = [...(inside?.(place) ?? []), ...node];
  return { command, commandArguments };
}
