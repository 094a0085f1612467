import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answersIn, sendRaw, statusOf } from './raw-http.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld, type World } from './world.js';

const GENERATE = `POST /v1beta/models/${MODEL}:generateContent HTTP/1.1`;
const BODY = JSON.stringify(geminiBody('Hi'));
const SMUGGLED = `GET /v1beta/models HTTP/1.1\r\nhost: x\r\n\r\n`;

const head = (world: World): string => `host: localhost:${world.regrant.port}\r\nx-goog-api-key: ${CALLER_KEY}\r\n`;

describe('framing', () => {
  const cases: readonly (readonly [string, (start: string) => string])[] = [
    ['a length and chunks', (h) => `${h}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks and a length', (h) => `${h}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['two lengths', (h) => `${h}content-length: 0\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`],
    ['two equal lengths', (h) => `${h}content-length: ${BODY.length}\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`],
    ['a list of lengths', (h) => `${h}content-length: ${BODY.length}, ${BODY.length}\r\n\r\n${BODY}`],
    ['a signed length', (h) => `${h}content-length: +${BODY.length}\r\n\r\n${BODY}`],
    ['a negative length', (h) => `${h}content-length: -1\r\n\r\n${BODY}`],
    ['a hexadecimal length', (h) => `${h}content-length: 0x10\r\n\r\n${BODY}`],
    ['a length beyond numbers', (h) => `${h}content-length: 99999999999999999999\r\n\r\n${BODY}`],
    ['a space before the colon', (h) => `${h}content-length : ${BODY.length}\r\n\r\n${BODY}`],
    ['another coding than chunked', (h) => `${h}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunked before another coding', (h) => `${h}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    [
      'chunked twice',
      (h) => `${h}transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['a folded header', (h) => `${h}x-a: b\r\n content-length: 5\r\n\r\n${SMUGGLED}`],
    ['a header folded by a tab', (h) => `${h}transfer-encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a bare carriage return', (h) => `${h}x-a: b\rcontent-length: 5\r\n\r\n`],
    ['a zero byte', (h) => `${h}x-a: b\u0000c\r\n\r\n`],
    ['a header without a colon', (h) => `${h}nonsense\r\n\r\n`],
    ['a header without a name', (h) => `${h}: value\r\n\r\n`],
    ['a chunk size that is none', (h) => `${h}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a chunk that is longer than it says', (h) => `${h}transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`],
    ['a chunk size beyond numbers', (h) => `${h}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n`],
    ['another protocol', () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['another version', () => 'GET / HTTP/9.9\r\n\r\n'],
  ];

  it('that says two things is refused, the connection ends, and nothing goes upstream', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const [name, text] of cases) {
      const start = `${GENERATE}\r\n${head(world)}`;
      const answer = await sendRaw(world.regrant.port, Buffer.from(text(start), 'latin1'));
      expect([name, statusOf(answer), answersIn(answer)]).toEqual([name, 400, 1]);
      expect(answer).toMatch(/connection: close/i);
      expect(answer).not.toContain(CALLER_KEY);
    }
    expect(world.gemini.journal).toEqual([]);
    expect((await world.generate()).status).toBe(200);
  });

  it('of ten thousand random beginnings kills nothing', async () => {
    const world = await startWorld({ accounts: 1 });
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let batch = 0; batch < 100; batch += 1) {
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          const bytes = Buffer.from(Array.from({ length: 1 + random(60) }, () => random(256)));
          const answer = await sendRaw(world.regrant.port, Buffer.concat([bytes, Buffer.from('\r\n\r\n\r\n')]));
          expect(statusOf(answer) === 0 || statusOf(answer) >= 400).toBe(true);
        }),
      );
    }
    expect((await world.generate()).status).toBe(200);
  });

  it('with more headers than anybody sends is refused before a header can fall under the table', async () => {
    const world = await startWorld({ accounts: 0 });
    const own = `host: localhost:${world.regrant.port}\r\n`;
    const many = Array.from({ length: 201 }, () => 'a:b\r\n').join('');
    const more = Array.from({ length: 3000 }, () => 'a:\r\n').join('');
    for (const headers of [many, `${more}host: evil.example\r\n`]) {
      const answer = await sendRaw(
        world.regrant.port,
        `GET /healthz HTTP/1.1\r\n${own}${headers}connection: close\r\n\r\n`,
      );
      expect(statusOf(answer)).toBe(400);
    }
    const long = await sendRaw(world.regrant.port, `GET /healthz HTTP/1.1\r\n${own}x: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(statusOf(long)).toBe(431);
  });

  it('of many requests on one connection keeps their order, and each has its own right', async () => {
    const world = await startWorld({ accounts: 1 });
    const own = `host: localhost:${world.regrant.port}\r\n`;
    const requests = Array.from({ length: 1000 }, (_, index) => {
      const close = index === 999 ? 'connection: close\r\n' : '';
      const path = `/v1/nothing-${index}`;
      return index % 2 === 0
        ? `GET ${path} HTTP/1.1\r\n${own}x-api-key: ${CALLER_KEY}\r\n${close}\r\n`
        : `GET ${path} HTTP/1.1\r\n${own}${close}\r\n`;
    });
    const answer = await sendRaw(world.regrant.port, requests.join(''));
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
    expect(statuses).toEqual(Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 404 : 401)));
  });
});

describe('clients that are slow', () => {
  const patience = { headersMs: 300, requestMs: 600, silenceMs: 60_000, checkEveryMs: 50 };

  it('with their headers or their body are cut, and others are served meanwhile', async () => {
    const world = await startWorld({ accounts: 1, start: { patience } });
    const { port } = world.regrant;
    const beginnings = [
      'GET /heal',
      `GET /healthz HTTP/1.1\r\nhost: localhost:${port}\r\n`,
      `${GENERATE}\r\n${head(world)}content-length: 1000\r\n\r\n{`,
      `${GENERATE}\r\n${head(world)}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`,
      `${GENERATE}\r\n${head(world)}expect: 100-continue\r\ncontent-length: 1000\r\n\r\n`,
    ];
    const cut = Promise.all(
      Array.from({ length: 100 }, (_, index) => sendRaw(port, beginnings[index % beginnings.length] ?? '')),
    );
    expect((await world.generate()).status).toBe(200);
    for (const answer of await cut) {
      const last = answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '');
      expect([0, 400, 408]).toContain(statusOf(last));
    }
    expect((await world.generate()).status).toBe(200);
  });

  it('are not those whose answer takes its time: a stream goes on for longer than a request may', async () => {
    const world = await startWorld({ accounts: 1, start: { patience } });
    const parts = 10;
    const chunks = Array.from({ length: parts }, (_, index) => ({
      candidates: [{ index: 0, content: { role: 'model', parts: [{ text: `part ${index}.` }] } }],
    }));
    world.gemini.faults.next = () => ({ delayChunksMs: 2 * (patience.requestMs / parts), chunks });
    const startedMs = performance.now();
    const path = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;
    const text = await (await world.call(path, { json: geminiBody('Hi') })).text();
    expect(performance.now() - startedMs).toBeGreaterThan(1.5 * patience.requestMs);
    expect(text).toContain(`part ${parts - 1}.`);
  });

  it('and never read what they asked for are cut, their upstream calls end, and who reads slowly is served', async () => {
    const world = await startWorld({ accounts: 1, start: { patience: { ...patience, silenceMs: 700 } } });
    // More than all the buffers on the way can hold.
    const flood = Array.from({ length: 64 }, () => ({
      candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'x'.repeat(1024 * 1024) }] } }],
    }));
    world.gemini.faults.next = ({ body }) => (body.includes('Flood me') ? { chunks: flood } : { delayChunksMs: 150 });
    const body = JSON.stringify(geminiBody('Flood me'));
    const ask =
      `POST /v1beta/models/${MODEL}:streamGenerateContent?alt=sse HTTP/1.1\r\n${head(world)}` +
      `content-length: ${body.length}\r\n\r\n${body}`;
    const silent = Array.from({ length: 5 }, () => {
      const socket = connect(world.regrant.port, '127.0.0.1', () => socket.write(ask));
      // Cut in the middle of what it was sent.
      return socket.on('error', () => undefined).pause();
    });
    onTestFinished(() => silent.forEach((socket) => socket.destroy()));
    const floods = () => world.gemini.journal.filter((entry) => entry.body.includes('Flood me'));
    await expect
      .poll(() => floods().map(({ outcome }) => outcome), { timeout: 20_000 })
      .toEqual(silent.map(() => 'aborted'));
    for (const { chunksSent } of floods()) expect(chunksSent).toBeLessThan(flood.length / 2);
    // In sum slower than the silence that is borne, but never silent for so long.
    const startedMs = performance.now();
    const path = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;
    const text = await (await world.call(path, { json: geminiBody('one two three four five six seven') })).text();
    expect(performance.now() - startedMs).toBeGreaterThan(0);
    expect(text).toContain('seven');
  });

  it('and never say anything are cut too', async () => {
    const world = await startWorld({ accounts: 0, start: { patience } });
    const closed = Array.from(
      { length: 50 },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(world.regrant.port, '127.0.0.1');
          socket.once('error', reject);
          socket.resume().once('close', () => resolve());
        }),
    );
    await Promise.all(closed);
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });
});
