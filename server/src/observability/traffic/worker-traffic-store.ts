import { Worker } from 'node:worker_threads';
import type { Clock } from '../../core/ports/clock.js';
import { CallingTrafficStore } from './calling-traffic-store.js';
import type { TrafficPlace } from './healing-traffic.js';
import type { AnswerMessage, CallMessage, TrafficCall } from './traffic-calls.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How a worker is made. */
export interface WorkerOptions {
  readonly place: TrafficPlace;
  readonly onNotice: (text: string) => void;
  /** The built `traffic-worker.js`. */
  readonly entry: URL;
  readonly clock: Clock;
}

/** A thread with SQLite in it takes some 50 MB: it is let go when nobody has needed it for this long. */
const IDLE_MS = 30_000;
/** Batches are small, and their memory is better used again soon. */
const YOUNG_GENERATION_MB = 4;

/**
 * Keeps the traffic in a thread of its own, which is started when it is needed, ended when it has not been for a while, and
 * started again should it die. The thread does not keep the process alive, except while somebody waits for it.
 */
export class WorkerTrafficStore extends CallingTrafficStore {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #lastNumber = 0;
  #ending: Promise<void> | undefined;
  #cancelIdle: (() => void) | undefined;

  constructor(private readonly options: WorkerOptions) {
    super();
  }

  protected override async call(call: TrafficCall): Promise<unknown> {
    // Two threads must never have the file.
    await this.#ending;
    return this.#send((this.#worker ??= this.#start()), call);
  }

  override async close(): Promise<void> {
    await this.#ending;
    if (this.#worker) await this.#end(this.#worker);
  }

  #send(worker: Worker, call: TrafficCall): Promise<unknown> {
    this.#cancelIdle?.();
    return new Promise((resolve, reject) => {
      this.#lastNumber += 1;
      this.#waiting.set(this.#lastNumber, { resolve, reject });
      worker.ref();
      worker.postMessage({ number: this.#lastNumber, call } satisfies CallMessage);
    });
  }

  /** Comes behind all that has been asked of the thread. */
  #end(worker: Worker): Promise<void> {
    this.#ending = this.#send(worker, { does: 'close' })
      // It died over it, which is an end too; what it was asked for has been rejected.
      .catch(() => undefined)
      .then(async () => {
        this.#cancelIdle?.();
        if (this.#worker === worker) this.#worker = undefined;
        await worker.terminate();
        this.#ending = undefined;
      });
    return this.#ending;
  }

  #start(): Worker {
    const worker = new Worker(this.options.entry, {
      workerData: this.options.place,
      name: 'traffic',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    worker.on('message', (message: AnswerMessage) => this.#hear(message));
    worker.on('error', (error) => this.options.onNotice(`The traffic thread died (${error.message}).`));
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const abandoned = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of abandoned) reject(new Error('The traffic thread has ended.'));
    });
    return worker;
  }

  #hear(message: AnswerMessage): void {
    if (message.kind === 'notice') {
      this.options.onNotice(message.text);
      return;
    }
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (this.#waiting.size === 0) this.#rest();
    if (message.kind === 'done') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }

  #rest(): void {
    const worker = this.#worker;
    if (!worker) return;
    worker.unref();
    this.#cancelIdle?.();
    this.#cancelIdle = this.options.clock.schedule(IDLE_MS, () => {
      if (this.#worker === worker && !this.#ending) void this.#end(worker);
    });
  }
}
