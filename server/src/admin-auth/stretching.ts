import { Worker } from 'node:worker_threads';

/** What scrypt is run with. Memory taken is 128 · N · r bytes. */
export interface StretchCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** How many may wait; beyond, whoever comes is told to come later. */
const LONGEST_QUEUE = 4;
const DIGEST_BYTES = 32;

/**
 * `scryptSync` in a thread of its own: the asynchronous scrypt would take threads of the pool that file access and name
 * look-ups share. Written as text, because a worker has to be a file that Node can run, and the sources are TypeScript.
 */
const WORKER_SOURCE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { scryptSync } = require('node:crypto');
  const { secret, salt, bytes, cost } = workerData;
  parentPort.postMessage(scryptSync(secret, salt, bytes, { ...cost, maxmem: 256 * cost.N * cost.r }));
`;

/** Stretches passwords one after the other, so that many guesses take one core and one share of memory at most. */
export class Stretching {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Whether another one would have to wait too long. */
  get isBusy(): boolean {
    return this.#waiting >= LONGEST_QUEUE;
  }

  /** @returns 32 bytes */
  stretch(secret: string, salt: Buffer, cost: StretchCost): Promise<Buffer> {
    this.#waiting += 1;
    const result = this.#last.then(() => inWorker(secret, salt, cost)).finally(() => (this.#waiting -= 1));
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function inWorker(secret: string, salt: Buffer, cost: StretchCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER_SOURCE, {
      eval: true,
      workerData: { secret, salt, bytes: DIGEST_BYTES, cost },
      // Neither the environment nor the arguments of the process are its business.
      env: {},
      argv: [],
      execArgv: [],
    });
    worker.once('message', (digest: Uint8Array) => resolve(Buffer.from(digest)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The worker that stretches passwords ended (${code})`)));
  });
}
