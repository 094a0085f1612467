import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { CALLER_KEY, geminiBody, STREAM } from '../world.js';
import { overbooked } from './overbooked.js';
import { RegrantProcess } from './regrant-process.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];
const WHOLE = STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

const WAVE = 100;

/** A connection with one request on it, by hand: two thousand of anything bigger would measure the callers. */
class RawStream {
  readonly #socket: Socket;
  #heard = '';
  #tell: () => void = () => undefined;

  constructor(port: number, text: string) {
    const body = JSON.stringify(geminiBody(text));
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('error', (error) => (this.#heard += error.message));
    this.#socket.on('data', (chunk) => {
      this.#heard += chunk.toString('latin1');
      this.#tell();
    });
    this.#socket.once('close', () => this.#tell());
    this.#socket.write(
      `POST ${STREAM} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${CALLER_KEY}\r\n` +
        `content-type: application/json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  heard(text: string): Promise<void> {
    return this.#until(() => this.#heard.includes(text));
  }

  /** Status and content, when the connection has ended. */
  async ended(): Promise<{ readonly status: string | undefined; readonly content: string }> {
    await this.#until(() => this.#socket.closed);
    const content = [...this.#heard.matchAll(/\r\n[0-9a-f]+\r\n(data: .*?\r\n\r\n)(?=\r\n)/gs)].map(([, data]) => data);
    return { status: /^HTTP\/1\.1 (\d+)/.exec(this.#heard)?.[1], content: content.join('') };
  }

  leave(): void {
    this.#socket.destroy();
  }

  #until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#tell = () => {
        if (isDone()) resolve();
        else if (this.#socket.closed) reject(new Error(`the connection ended after ${this.#heard.slice(0, 200)}`));
      };
      this.#tell();
    });
  }
}

/**
 * So many streams at once, all in the middle: half of the callers leave, and their upstream calls end within a second; the
 * other half gets its story whole, byte for byte. What one such stream costs in memory is printed.
 */
export async function slowStreams(program: string, count: number): Promise<void> {
  const regrant = await RegrantProcess.start(program, { accounts: 3 });
  expect((await regrant.call(STREAM, 'warm up')).status).toBe(200);
  const [filesBefore, megabytesBefore] = [regrant.openFiles, regrant.megabytes];
  regrant.gemini.faults.next = () => ({ chunks: STORY });
  const barrier = regrant.gemini.hold({ afterChunks: 1 });
  const streams: RawStream[] = [];
  while (streams.length < count) {
    // In waves, or it would be the queue of the listening socket that is tried.
    const wave = Array.from({ length: Math.min(WAVE, count - streams.length) }, (_, index) => {
      return new RawStream(regrant.port, `stream ${streams.length + index}`);
    });
    await Promise.all(wave.map((stream) => stream.heard('Once ')));
    streams.push(...wave);
  }
  const kilobytes = ((regrant.megabytes - megabytesBefore) * 1024) / count;
  process.stdout.write(`${count} slow streams: ${kilobytes.toFixed(1)} kB each, both connections included\n`);

  const [leaving, staying] = [streams.slice(0, count / 2), streams.slice(count / 2)];
  for (const stream of leaving) stream.leave();
  const left = () => regrant.gemini.journal.filter(({ outcome }) => outcome === 'aborted').length;
  await expect.poll(left, { interval: 10, timeout: 1_000 * overbooked() }).toBe(leaving.length);
  barrier.release();
  const answers = await Promise.all(staying.map((stream) => stream.ended()));
  expect(answers.filter(({ status, content }) => status !== '200' || content !== WHOLE)).toEqual([]);
  expect(regrant.gemini.journal.filter(({ outcome }) => outcome === 'answered')).toHaveLength(staying.length + 1);

  // The upstream's connections are kept for a while; those of callers are gone.
  await expect
    .poll(() => regrant.openFiles - filesBefore, { interval: 50, timeout: 10_000 })
    .toBeLessThanOrEqual(staying.length + 5);
  expect((await regrant.call(STREAM, 'after all')).status).toBe(200);
}
