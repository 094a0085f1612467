import { describe, expect, it } from 'vitest';
import { PATIENCE } from '../../src/patience.js';
import { UpstreamLimits } from '../../src/upstream/upstream-limits.js';
import { chatBody, geminiBody, MODEL, startWorld, type World } from '../world.js';
import { blackHole } from './black-hole.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
  modelVersion: MODEL,
  responseId: 'fixed-by-the-test',
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];

const SENDERS: readonly (readonly [string, (world: World) => Promise<Response>])[] = [
  [
    'passed on',
    (world) => world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, { json: geminiBody('Tell') }),
  ],
  ['translated', (world) => world.call('/v1/chat/completions', { json: { ...chatBody('Tell'), stream: true } })],
];

const limited = (limits: Partial<UpstreamLimits>, accounts = 2): Promise<World> =>
  startWorld({ accounts, start: { patience: { upstream: new UpstreamLimits(limits) } } });

/** The upstream has seen its connection end. */
const closed = (world: World, index: number) =>
  expect.poll(() => world.gemini.journal[index]?.outcome, { interval: 10, timeout: 1_000 }).toBe('aborted');

describe('an upstream that is silent', () => {
  it.each(SENDERS)('instead of answering is left for another account after a while: %s', async (_name, send) => {
    const world = await limited({ firstByteMs: 400 });
    world.gemini.faults.next = () => (world.gemini.journal.length === 1 ? 'hang' : { chunks: STORY });
    const answer = await send(world);
    expect([answer.status, (await answer.text()).match(/Once /g)?.length]).toEqual([200, 1]);
    expect(new Set(world.servedBy).size).toBe(2);
  });

  it.each(SENDERS)('after its head, before any content, is left in the same way: %s', async (_name, send) => {
    const world = await limited({ idleMs: 400 });
    world.gemini.faults.next = () => ({ chunks: STORY });
    world.gemini.hold({ afterChunks: 0, applies: () => world.gemini.journal.length === 1 });
    const answer = await send(world);
    expect([answer.status, (await answer.text()).match(/Once /g)?.length]).toEqual([200, 1]);
    expect(new Set(world.servedBy).size).toBe(2);
    await closed(world, 0);
  });

  it.each(SENDERS)(
    'after content ends the stream with an error, and nobody is asked again: %s',
    async (_name, send) => {
      const world = await limited({ idleMs: 400 });
      world.gemini.faults.next = () => ({ chunks: STORY });
      world.gemini.hold({ afterChunks: 1 });
      const answer = await send(world);
      const text = await answer.text();
      expect([answer.status, text.match(/Once /g)?.length]).toEqual([200, 1]);
      expect(text).toContain('"error"');
      expect(text).not.toContain('a time.');
      expect(world.gemini.journal).toHaveLength(1);
      await closed(world, 0);
    },
  );

  it.each(SENDERS)('to every account costs the caller an error, not its patience: %s', async (_name, send) => {
    const world = await limited({ firstByteMs: 300 });
    world.gemini.faults.next = () => 'hang';
    const startedMs = performance.now();
    const answer = await send(world);
    expect(answer.status).toBeOneOf([502, 504]);
    await answer.text();
    // Twice the limit, with room for undici's coarse clock and a busy machine.
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('between pieces for less than the limit goes on for as long as it likes', async () => {
    const world = await limited({ idleMs: 1_500 });
    const chunks = [...Array.from({ length: 9 }, (_, index) => piece(`${index} `)), piece('end', 'STOP')];
    world.gemini.faults.next = () => ({ chunks, delayChunksMs: 200 });
    const startedMs = performance.now();
    const text = await (await SENDERS[0]![1](world)).text();
    expect(text).toBe(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));
    expect(performance.now() - startedMs).toBeGreaterThan(1_500);
  });

  it('is waited for long enough where nobody says otherwise: models think for minutes', () => {
    expect(PATIENCE.upstream).toEqual({ connectMs: 5_000, firstByteMs: 300_000, idleMs: 300_000 });
  });
});

describe('an upstream that cannot be reached', () => {
  it('and does not even refuse is given up in time, and no account is blamed', async () => {
    const port = await blackHole();
    const world = await startWorld({
      accounts: 2,
      env: { REGRANT_GEMINI_BASE_URL: `http://127.0.0.1:${port}` },
      start: { patience: { upstream: new UpstreamLimits({ connectMs: 400 }) } },
    });
    const startedMs = performance.now();
    const { status } = await world.generate();
    expect(status).toBe(504);
    expect(performance.now() - startedMs).toBeGreaterThan(350);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    for (const account of world.accounts) expect((await world.view(account)).disabled).toBe(false);
  });
});
