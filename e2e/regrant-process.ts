import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../dist/server/bundle/main.js', import.meta.url));

interface Greeting {
  readonly url: string;
  readonly signInLink: string;
}

/**
 * The built Regrant in a process of its own, so that it can be killed and started again on the same data directory and
 * the same port.
 */
export class RegrantProcess {
  /** What the latest start has logged, message by message. */
  readonly log: string[] = [];
  #child: ChildProcess | undefined;
  #greeting: Greeting | undefined;

  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** Where browsers and programs reach it. */
  get url(): string {
    return this.#known().url;
  }

  /** Signs in once; every start prints a new one. */
  get signInLink(): string {
    return this.#known().signInLink;
  }

  /** Resolves when it listens. The first start picks a free port, later ones take the same. */
  async start(): Promise<void> {
    this.log.length = 0;
    const child = spawn(process.execPath, [ENTRY], {
      env: { ...inherited(), ...this.environment, REGRANT_PORT: this.#greeting ? new URL(this.url).port : '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    // A worker that ends early takes its server along.
    const endIt = () => void child.kill('SIGKILL');
    process.once('exit', endIt);
    child.once('exit', () => process.off('exit', endIt));
    this.#greeting = await this.#listening(child);
  }

  /** Ends it as a power cut would: nothing is finished, nothing said. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  #listening(child: ChildProcess): Promise<Greeting> {
    const errors: string[] = [];
    createInterface({ input: child.stderr! }).on('line', (line) => errors.push(line));
    return new Promise((resolve, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`Regrant ended (${code}) before it listened: ${errors.join('\n')}`)),
      );
      let signInLink = '';
      createInterface({ input: child.stdout! }).on('line', (line) => {
        if (line.startsWith('{')) this.log.push((JSON.parse(line) as { readonly msg: string }).msg);
        signInLink = /^ +Dashboard +(\S+)/.exec(line)?.[1] ?? signInLink;
        const url = /^ +Gateway +(\S+)/.exec(line)?.[1];
        if (url !== undefined) resolve({ url, signInLink });
      });
    });
  }

  #known(): Greeting {
    if (!this.#greeting) throw new Error('Regrant has not been started yet');
    return this.#greeting;
  }
}

/** The settings of the person's own Regrant stay out of the tests. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('REGRANT_')));
}
