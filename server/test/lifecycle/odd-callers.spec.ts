import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sendRaw, statusOf } from '../raw-http.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld, type World } from '../world.js';

const head = (world: World, more: readonly string[]): string =>
  [
    `POST /v1beta/models/${MODEL}:generateContent HTTP/1.1`,
    `host: 127.0.0.1:${world.regrant.port}`,
    `authorization: Bearer ${CALLER_KEY}`,
    'content-type: application/json',
    ...more,
    '\r\n',
  ].join('\r\n');

describe('a caller that sends the same thing again', () => {
  it('with the same idempotency key is asked for again, and each answer is that of its own request', async () => {
    const world = await startWorld({ accounts: 2 });
    const texts = ['the first', 'the second', 'the third', 'the fourth'];
    const answers = await Promise.all(
      texts.map((text) =>
        world.generate(text, { headers: { authorization: `Bearer ${CALLER_KEY}`, 'idempotency-key': 'the-same-one' } }),
      ),
    );
    for (const [index, { status, text }] of answers.entries()) {
      expect([status, text.includes(`You said: ${texts[index]}`)]).toEqual([200, true]);
    }
    expect(world.gemini.journal).toHaveLength(texts.length);
    expect(world.gemini.journal.filter(({ headers }) => 'idempotency-key' in headers)).toEqual([]);
  });
});

describe('a body in chunks', () => {
  it('whose extensions go on and on ends the connection', async () => {
    const world = await startWorld({ accounts: 1 });
    const answer = await sendRaw(
      world.regrant.port,
      `${head(world, ['transfer-encoding: chunked'])}1;${'extension=value;'.repeat(100_000)}`,
    );
    expect(statusOf(answer)).toBeOneOf([400, 413, 431]);
    expect(world.gemini.journal).toEqual([]);
    expect((await world.generate()).status).toBe(200);
  });

  it('of one byte each is read like any other, and others are served meanwhile', async () => {
    const world = await startWorld({ accounts: 1 });
    const body = JSON.stringify({ ...geminiBody('Hi'), labels: { padding: 'x'.repeat(200_000) } });
    const chunks = [...body].map((byte) => `1\r\n${byte}\r\n`).join('');
    const startedMs = performance.now();
    const answer = sendRaw(
      world.regrant.port,
      `${head(world, ['transfer-encoding: chunked', 'connection: close'])}${chunks}0\r\n\r\n`,
    );
    expect((await world.generate()).status).toBe(200);
    expect(statusOf(await answer)).toBeOneOf([200, 400]);
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });
});

describe('a body that was packed', () => {
  it('is never unpacked, however much would come out of it', async () => {
    const world = await startWorld({ accounts: 1 });
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const before = process.memoryUsage().rss;
    for (const path of [`/v1beta/models/${MODEL}:generateContent`, '/v1/chat/completions', '/v1/messages']) {
      for (const coding of ['gzip', 'deflate', 'br']) {
        const answer = await world.call(path, {
          method: 'POST',
          body: packed,
          headers: { 'content-encoding': coding },
        });
        expect([path, coding, answer.status]).toEqual([path, coding, 400]);
        await answer.text();
      }
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect(world.gemini.journal.filter(({ outcome }) => outcome === 'answered')).toEqual([]);
    expect((await world.generate()).status).toBe(200);
  });
});
