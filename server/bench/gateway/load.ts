import { connect, type Socket } from 'node:net';
import { NUMBER } from './bodies.js';
import { answer } from './worker.js';

/** One kind of request, over and over. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly ms: number;
}

/** What came of it. */
export interface Outcome {
  readonly answers: number;
  readonly failures: number;
  readonly seconds: number;
  /** Milliseconds from the request to the end of its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** To the first byte of the answer's body. */
  readonly firstByteP50Ms: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = '0\r\n\r\n';
const NOTHING = Buffer.alloc(0);

let requests = 0;

/** A client that reads as much of HTTP as it must: it shall cost less than what it measures. */
class Client {
  #socket: Socket | undefined;
  #head: Buffer | undefined;
  /** Bytes of the body to come; -1 for chunks. */
  #missing = 0;
  #tail = '';
  #sentMs = 0;
  #firstByteMs: number | undefined;
  /** Its own: what is being sent may not change. */
  private readonly request: Buffer;
  readonly #numberAt: number;

  constructor(
    private readonly port: number,
    request: Buffer,
    private readonly on: {
      first(ms: number): void;
      done(ms: number): void;
      failed(): void;
    },
  ) {
    this.request = Buffer.from(request);
    this.#numberAt = request.indexOf(NUMBER) + 1;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
      this.#socket = socket;
      socket.once('connect', () => resolve());
      socket.once('error', reject);
      socket.on('data', (data: Buffer) => this.#read(data));
      socket.on('close', () => {
        if (this.#socket === socket) this.on.failed();
      });
    });
  }

  send(): void {
    this.#head = NOTHING;
    requests += 1;
    this.request.write(String(requests).padStart(NUMBER.length - 1, '0'), this.#numberAt, 'latin1');
    this.#firstByteMs = undefined;
    this.#sentMs = performance.now();
    this.#socket?.write(this.request);
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #read(data: Buffer): void {
    const body = this.#head === undefined ? data : this.#afterHead(data);
    if (body === undefined || body.length === 0) return;
    if (this.#firstByteMs === undefined) {
      this.#firstByteMs = performance.now() - this.#sentMs;
      this.on.first(this.#firstByteMs);
    }
    if (this.#isLast(body)) this.on.done(performance.now() - this.#sentMs);
  }

  #afterHead(data: Buffer): Buffer | undefined {
    const seen = this.#head && this.#head.length > 0 ? Buffer.concat([this.#head, data]) : data;
    const end = seen.indexOf(HEAD_END);
    this.#head = end === -1 ? seen : undefined;
    if (end === -1) return undefined;
    const head = seen.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 200')) {
      this.close();
      this.on.failed();
      return undefined;
    }
    this.#missing = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? -1);
    this.#tail = '';
    return seen.subarray(end + HEAD_END.length);
  }

  #isLast(body: Buffer): boolean {
    if (this.#missing >= 0) {
      this.#missing -= body.length;
      return this.#missing === 0;
    }
    this.#tail = (this.#tail + body.toString('latin1', Math.max(0, body.length - LAST_CHUNK.length))).slice(
      -LAST_CHUNK.length,
    );
    return this.#tail === LAST_CHUNK;
  }
}

function bytesOf({ port, path, headers, body }: Load): Buffer {
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

/** Each connection sends its next request when it has the answer to the last. */
async function run(load: Load): Promise<Outcome> {
  const tookMs: number[] = [];
  const firstMs: number[] = [];
  let failures = 0;
  let isOver = false;
  const request = bytesOf(load);
  const clients = Array.from({ length: load.connections }, () => {
    const client: Client = new Client(load.port, request, {
      first: (ms) => firstMs.push(ms),
      done: (ms) => {
        if (isOver) return;
        tookMs.push(ms);
        client.send();
      },
      failed: () => (failures += 1),
    });
    return client;
  });
  await Promise.all(clients.map((client) => client.open()));
  const startedMs = performance.now();
  clients.forEach((client) => client.send());
  await new Promise((resolve) => setTimeout(resolve, load.ms));
  isOver = true;
  const seconds = (performance.now() - startedMs) / 1000;
  clients.forEach((client) => client.close());
  return {
    answers: tookMs.length,
    failures,
    seconds,
    p50Ms: share(tookMs, 0.5),
    p99Ms: share(tookMs, 0.99),
    firstByteP50Ms: share(firstMs, 0.5),
  };
}

let kept: readonly Client[] = [];

/** Opens streams and keeps them. @returns how many brought no content within the time */
async function keep(load: Load): Promise<number> {
  const request = bytesOf(load);
  let begun = 0;
  const isComplete = new Promise<void>((resolve) => {
    setTimeout(resolve, load.ms).unref();
    kept = Array.from(
      { length: load.connections },
      () =>
        new Client(load.port, request, {
          first: () => {
            begun += 1;
            if (begun === load.connections) resolve();
          },
          done: () => undefined,
          failed: () => undefined,
        }),
    );
  });
  await Promise.all(kept.map((client) => client.open().then(() => client.send())));
  await isComplete;
  return load.connections - begun;
}

/** All callers leave at once. */
function leave(): void {
  kept.forEach((client) => client.close());
  kept = [];
}

function share(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

answer({ run, keep, leave });
