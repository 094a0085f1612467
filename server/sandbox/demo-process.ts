import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 60_000;
const DRAIN_LIMIT_MS = 35_000;

/** How a child process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Regrant as a child of the demo. */
export class RegrantProcess {
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #hasEnded = false;

  /** @param environment  everything the child gets besides what it needs from the shell */
  constructor(
    entry: string,
    environment: Readonly<Record<string, string>>,
    private readonly origin: string,
  ) {
    this.#child = spawn(process.execPath, [entry], {
      env: { ...withoutRegrantSettings(process.env), ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      // A process group of its own: Ctrl-C in the terminal then reaches the demo alone, which stops the child in order.
      detached: process.platform !== 'win32',
    });
    this.ended = once(this.#child, 'exit').then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
      this.#hasEnded = true;
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
    // Whatever ends the demo, its child does not stay behind.
    process.once('exit', () => this.kill());
  }

  /** Resolves when the server answers; throws when it has ended before, or takes too long. */
  async healthy(): Promise<void> {
    const deadlineMs = Date.now() + START_LIMIT_MS;
    while (!(await this.#answers())) {
      if (this.#hasEnded) throw new Error('Regrant ended before it was ready');
      if (Date.now() > deadlineMs) throw new Error(`Regrant did not answer at ${this.origin} in time`);
      await delay(100);
    }
  }

  /** Asks the child to drain and end; insists when it takes too long. */
  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill('SIGTERM');
    const insist = setTimeout(() => this.kill(), DRAIN_LIMIT_MS);
    await this.ended;
    clearTimeout(insist);
  }

  /** Ends the child at once. */
  kill(): void {
    if (!this.#hasEnded) this.#child.kill('SIGKILL');
  }

  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin}/healthz`, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.ok && !this.#hasEnded;
    } catch {
      return false; // Refused or silent: not there yet.
    }
  }
}

/** The wanted port when nobody listens there, else one that is free now. */
export async function freePort(wanted: number, host: string): Promise<number> {
  return (await tryPort(wanted, host)) ?? (await tryPort(0, host)) ?? wanted;
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** The demo is the same for everybody: settings of the person's own Regrant stay out of it, how to log aside. */
function withoutRegrantSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('REGRANT_') || name.startsWith('REGRANT_LOG_')),
  );
}
