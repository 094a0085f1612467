import { createHash } from 'node:crypto';
import OpenAI from 'openai';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CALLER_KEY, chatBody, geminiBody, MODEL, startWorld, type World } from './world.js';

const sseOf = (chunks: readonly object[]): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
  modelVersion: MODEL,
  responseId: 'fixed-by-the-test',
});
const STORY = [piece('Once '), piece('upon 🌍 '), piece('a time.', 'STOP')];

const stream = (world: World, format: 'sse' | 'array' = 'sse', init: RequestInit = {}) =>
  world.call(`/v1beta/models/${MODEL}:streamGenerateContent${format === 'sse' ? '?alt=sse' : ''}`, {
    json: geminiBody('Tell me a story'),
    ...init,
  });
const chatStream = (world: World) =>
  world.call('/v1/chat/completions', { json: { ...chatBody('Tell me a story'), stream: true } });

/** What arrived, and whether the connection broke before the end. */
async function readAll(response: Response): Promise<{ text: string; isBroken: boolean }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array);
    return { text: Buffer.concat(chunks).toString(), isBroken: false };
  } catch {
    return { text: Buffer.concat(chunks).toString(), isBroken: true };
  }
}

describe('a stream that goes well', () => {
  it.each(['sse', 'array'] as const)('passes byte for byte in its %s form', async (format) => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = () => ({ chunks: STORY });
    const through = await stream(world, format);
    const direct = await fetch(
      `${world.gemini.baseUrl}/v1beta/models/${MODEL}:streamGenerateContent${format === 'sse' ? '?alt=sse' : ''}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${world.account(0).token.access_token}` },
        body: JSON.stringify(geminiBody('Tell me a story')),
      },
    );
    expect(through.headers.get('content-type')).toBe(direct.headers.get('content-type'));
    expect(await through.text()).toBe(await direct.text());
  });

  it('reaches the caller piece by piece, while the rest is still being made', async () => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = () => ({ chunks: STORY });
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const response = await stream(world);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe(sseOf(STORY.slice(0, 1)));
    barrier.release();
    let rest = '';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      rest += Buffer.from(next.value).toString();
    expect(rest).toBe(sseOf(STORY.slice(1)));
  });

  it('is completed byte for byte when its account is disabled meanwhile', async () => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = () => ({ chunks: STORY });
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const response = await stream(world);
    await barrier.arrived();
    await world.letDie(world.account(0));
    barrier.release();
    expect(await readAll(response)).toEqual({ text: sseOf(STORY), isBroken: false });
  });
});

describe('the caller leaves', () => {
  it('ends the upstream request within a second, and no other account is bothered', async () => {
    const world = await startWorld({ accounts: 2 });
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const leaving = new AbortController();
    const response = await stream(world, 'sse', { signal: leaving.signal });
    await barrier.arrived();
    leaving.abort();
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(() => expect(world.gemini.journal[0]?.outcome).toBe('aborted'), { timeout: 1000, interval: 10 });
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('also before the upstream has answered anything', async () => {
    const world = await startWorld({ accounts: 2 });
    const barrier = world.gemini.hold({ afterChunks: 0 });
    const leaving = new AbortController();
    const response = stream(world, 'sse', { signal: leaving.signal }).catch(() => 'left');
    await barrier.arrived();
    leaving.abort();
    expect(await response).toBe('left');
    await vi.waitFor(() => expect(world.gemini.journal[0]?.outcome).toBe('aborted'), { timeout: 1000, interval: 10 });
    expect(world.gemini.journal).toHaveLength(1);
  });
});

describe('a fault before the first content', () => {
  const unavailable = { status: 503, body: { error: { code: 503, message: 'Overloaded.', status: 'UNAVAILABLE' } } };
  const exhausted = {
    status: 429,
    headers: { 'retry-after': '7' },
    body: { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' } },
  };

  it.each([
    ['a reset instead of an answer', 'reset' as const],
    ['a reset right after the head', { cutAfterBytes: 0 }],
    ['503', unavailable],
    ['429', exhausted],
    [
      'a page of HTML under 502',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' },
    ],
  ])('is mended by another account: %s', async (_name, fault) => {
    // Enough that the one that rests after its 429 is not missed by the second request.
    const world = await startWorld({ accounts: 4 });
    for (const send of [stream, chatStream]) {
      const before = world.gemini.journal.length;
      world.gemini.faults.next = () => (world.gemini.journal.length === before + 1 ? fault : { chunks: STORY });
      const { text, isBroken } = await readAll(await send(world));
      expect(isBroken).toBe(false);
      expect(text.match(/Once /g)).toHaveLength(1);
      expect(world.gemini.journal).toHaveLength(before + 2);
      expect(new Set(world.servedBy.slice(before)).size).toBe(2);
    }
  });

  it('is mended when it is an error inside the stream and the stream is translated', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => ({ chunks: world.gemini.journal.length === 1 ? [unavailable.body] : STORY });
    const { text } = await readAll(await chatStream(world));
    expect(text).toContain('Once ');
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    expect(text).not.toContain('"error"');
  });

  it("that all accounts share ends in the upstream's own error, after three attempts, in the caller's wire", async () => {
    const world = await startWorld({ accounts: 5 });
    world.gemini.faults.next = () => exhausted;
    const inGemini = await world.generate<{ error: object }>();
    expect(inGemini.status).toBe(429);
    expect(inGemini.headers.get('retry-after')).toBe('7');
    expect(inGemini.body).toEqual(exhausted.body);
    expect(world.gemini.journal).toHaveLength(3);
    expect(new Set(world.servedBy).size).toBe(3);

    const inChat = await world.chat<{ error: { type: string; message: string } }>('Hello', { stream: true });
    expect(inChat.status).toBe(429);
    expect(inChat.headers.get('retry-after')).toBe('7');
    expect(inChat.body.error.type).toBe('rate_limit_error');
    expect(inChat.body.error.message).toContain('Quota exceeded.');
  });

  it('that lies in the request itself is not tried with other accounts', async () => {
    const world = await startWorld({ accounts: 3 });
    const answer = await world.call(`/v1beta/models/${MODEL}:generateContent`, {
      // Only Google knows that there is no such field.
      json: { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }], nonsense: true },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('keeps a whole answer that was cut short from ever being taken for whole', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => (world.gemini.journal.length === 1 ? { cutAfterBytes: 60 } : undefined);
    const answer = await world.generate('Hello');
    expect(answer.body.candidates[0]?.content.parts[0]?.text).toBe('You said: Hello');
    expect(world.gemini.journal).toHaveLength(2);
  });
});

describe('a reset after content', () => {
  const afterTheFirst = Buffer.byteLength(sseOf(STORY.slice(0, 1)));

  it("between two events is told inside the stream, in Google's form, and nothing is sent twice", async () => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: STORY, cutAfterBytes: afterTheFirst });
    const { text } = await readAll(await stream(world));
    expect(text.startsWith(sseOf(STORY.slice(0, 1)))).toBe(true);
    const error = text.slice(afterTheFirst);
    expect(JSON.parse(error.replace(/^data: /, ''))).toMatchObject({ error: { code: 502, status: 'UNAVAILABLE' } });
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('within an event breaks the connection: what arrived cannot be taken for whole', async () => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: STORY, cutAfterBytes: afterTheFirst + 10 });
    const { text, isBroken } = await readAll(await stream(world));
    expect(isBroken).toBe(true);
    expect(text).toBe(sseOf(STORY).slice(0, afterTheFirst + 10));
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('within an array breaks the connection', async () => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: STORY, cutAfterBytes: 100 });
    const { text, isBroken } = await readAll(await stream(world, 'array'));
    expect(isBroken).toBe(true);
    expect(text).toHaveLength(100);
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('is told to an OpenAI caller as an error in the stream, with no finish reason before it', async () => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: STORY, cutAfterBytes: afterTheFirst });
    const { text } = await readAll(await chatStream(world));
    const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json ?? '') as object);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ choices: [{ delta: { content: 'Once ' }, finish_reason: null }] });
    expect(events[1]).toMatchObject({ error: { code: 'upstream.unreachable', type: 'server_error' } });
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('makes the official SDK of OpenAI throw', async () => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: STORY, cutAfterBytes: afterTheFirst });
    const client = new OpenAI({ baseURL: `${world.url}/v1`, apiKey: CALLER_KEY, maxRetries: 0 });
    const heard: string[] = [];
    const listening = async () => {
      const messages = [{ role: 'user' as const, content: 'Tell me a story' }];
      for await (const chunk of await client.chat.completions.create({ model: MODEL, messages, stream: true })) {
        heard.push(chunk.choices[0]?.delta.content ?? '');
      }
    };
    await expect(listening()).rejects.toThrow(/broke off/);
    expect(heard).toEqual(['Once ']);
    expect(world.gemini.journal).toHaveLength(1);
  });
});

describe('a caller that reads slowly', () => {
  const PIECES = 64;
  const PIECE_BYTES = 1024 * 1024;
  const flood = Array.from({ length: PIECES }, (_, index) => piece(String(index % 10).repeat(PIECE_BYTES)));

  it.each([
    ['passed on', `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, geminiBody('Flood me')],
    ['translated', '/v1/chat/completions', { ...chatBody('Flood me'), stream: true }],
  ])('holds the upstream back, so that memory stays bounded, and misses nothing: %s', async (_name, path, body) => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = ({ body: sent }) => (sent.includes('Flood me') ? { chunks: flood } : undefined);
    const agent = new Agent();
    onTestFinished(() => agent.destroy());
    const answer = await request(`${world.url}${path}`, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const sent = () => world.gemini.journal[0]?.chunksSent ?? 0;
    // Until nothing moves while others come and go: then all buffers on the way are full.
    for (let before = -1; before !== sent();) {
      before = sent();
      for (let other = 0; other < 20; other += 1) expect((await world.generate()).status).toBe(200);
    }
    // What the system keeps in the buffers of two loopback connections, and little of ours.
    expect(sent()).toBeGreaterThan(0);
    expect(sent() * PIECE_BYTES).toBeLessThan((PIECES * PIECE_BYTES) / 2);

    const chunks: Buffer[] = [];
    for await (const chunk of answer.body) chunks.push(chunk as Buffer);
    const digest = createHash('sha256');
    for (const [run] of Buffer.concat(chunks)
      .toString()
      .matchAll(/(\d)\1{1000,}/g))
      digest.update(run);
    const expected = createHash('sha256');
    for (let index = 0; index < PIECES; index += 1) expected.update(String(index % 10).repeat(PIECE_BYTES));
    expect(digest.digest('hex')).toBe(expected.digest('hex'));
  });
});
