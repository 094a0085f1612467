import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process of the benchmark answers when it is asked. */
export type Questions = Readonly<Record<string, (argument: never) => unknown>>;

interface Question {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
}

interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** What every process can do: tell what it has cost so far, and tidy up. */
const OWN: Questions = {
  close: () => undefined,
  /** Microseconds of CPU, all threads. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** Resident bytes after a collection. */
  memory: () => {
    globalThis.gc?.();
    return process.memoryUsage.rss();
  },
};

/** In a process of the benchmark: is ready, answers questions, and ends with the process that asks. */
export function answer(questions: Questions): void {
  const all: Questions = { ...OWN, ...questions };
  process.on('message', ({ number, name, argument }: Question) => {
    const tell = (told: Omit<Answer, 'number'>) => process.send?.({ number, ...told } satisfies Answer);
    Promise.resolve()
      .then(() => all[name]?.(argument as never))
      .then(
        (value) => tell({ value }),
        (error: unknown) => tell({ error: String(error) }),
      );
  });
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
}

const ANSWERS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;

/** A process of the benchmark, as the one that runs it sees it. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #number = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: Answer) => {
      this.#waiting.get(message.number)?.(message);
      this.#waiting.delete(message.number);
    });
    child.once('exit', () => {
      for (const [number, told] of this.#waiting) told({ number, error: 'the process has ended' });
      this.#waiting.clear();
    });
  }

  /** @param file  of the process, beside this one, without its ending */
  static async start(file: string, env: Readonly<Record<string, string>> = {}): Promise<Worker> {
    const child = fork(new URL(`./${file}.js`, import.meta.url), {
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc', ...process.execArgv],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file} did not start`)));
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return new Worker(child);
  }

  async ask<T>(name: string, argument?: unknown): Promise<T> {
    const number = (this.#number += 1);
    const told = await new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${name}`)), ANSWERS_WITHIN_MS);
      this.#waiting.set(number, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#child.send({ number, name, argument } satisfies Question);
    });
    if (told.error !== undefined) throw new Error(`${name}: ${told.error}`);
    return told.value as T;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), ENDS_WITHIN_MS);
    this.#child.disconnect();
    await ended;
    clearTimeout(timer);
  }
}
