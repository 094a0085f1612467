import { Writable } from 'node:stream';

/** One entry of the log, as JSON. */
export interface LogEntry {
  readonly level: number;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

/** Stands in for standard output and keeps what was written there. */
export class CapturedLog {
  #text = '';

  readonly output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      this.#text += chunk.toString();
      done();
    },
  });

  /** Everything, as it was written. */
  get text(): string {
    return this.#text;
  }

  get entries(): readonly LogEntry[] {
    return this.#text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogEntry);
  }

  get messages(): readonly string[] {
    return this.entries.map(({ msg }) => msg);
  }

  /** Forgets what was written so far: a test that restarts looks at the second run alone. */
  clear(): void {
    this.#text = '';
  }
}
