import { Writable } from 'node:stream';
import { Log } from '../../src/observability/logger.js';
import { Redactor } from '../../src/observability/redactor.js';

/** A log that keeps its lines, with the redactor that looks them over. */
export interface MemoryLog {
  readonly log: Log;
  readonly redactor: Redactor;
  /** Every line, as it was written. */
  readonly lines: readonly string[];
  /** The messages alone. */
  readonly messages: readonly string[];
}

export function openMemoryLog(format: 'json' | 'pretty' = 'json'): MemoryLog {
  const lines: string[] = [];
  const redactor = new Redactor();
  const destination = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return {
    log: new Log({ level: 'trace', format, redactor, destination }),
    redactor,
    lines,
    get messages() {
      return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    },
  };
}
