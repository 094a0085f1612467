import { describe, expect, it } from 'vitest';
import { STREAM } from '../world.js';
import { PATIENCE } from '../../src/patience.js';
import { builtRegrant } from './built-regrant.js';
import { RegrantProcess } from './regrant-process.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];
const WHOLE = STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

const built = builtRegrant();

/** A stream whose first piece has arrived, and what lets the rest follow. */
async function streamUnderWay(regrant: RegrantProcess) {
  regrant.gemini.faults.next = () => ({ chunks: STORY });
  const barrier = regrant.gemini.hold({ afterChunks: 1 });
  const answer = await regrant.call(STREAM);
  await barrier.arrived();
  return { barrier, text: answer.text() };
}

describe('a process that is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes its streams, takes nothing new, says so at /readyz, and ends well (%s)',
    async (signal) => {
      const regrant = await RegrantProcess.start(built.program);
      const { barrier, text } = await streamUnderWay(regrant);
      expect((await fetch(`${regrant.url}/readyz`)).status).toBe(200);
      regrant.child.kill(signal);
      await expect
        .poll(async () => (await fetch(`${regrant.url}/readyz`)).status, { interval: 5, timeout: 10_000 })
        .toBe(503);
      const late = await regrant.call(STREAM, 'late');
      expect([late.status, Number(late.headers.get('retry-after')) >= 1]).toEqual([503, true]);
      expect(regrant.child.exitCode).toBeNull();
      barrier.release();
      expect(await text).toBe(WHOLE);
      expect(await regrant.ended).toEqual({ code: 0, signal: null });
      expect(regrant.gemini.journal.map(({ outcome }) => outcome)).toEqual(['answered']);
    },
  );

  it('cuts a stream that hangs when its time is up, and ends well all the same', async () => {
    expect(PATIENCE.drainMs).toBe(30_000);
    const regrant = await RegrantProcess.start(built.program, { patience: { drainMs: 1_000 } });
    const { text } = await streamUnderWay(regrant);
    const startedMs = performance.now();
    regrant.child.kill('SIGTERM');
    await expect(text).rejects.toThrow();
    expect(await regrant.ended).toEqual({ code: 0, signal: null });
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(6_000);
    await expect.poll(() => regrant.gemini.journal[0]?.outcome, { interval: 10, timeout: 10_000 }).toBe('aborted');
  });

  it('ends at once when it is asked a second time', async () => {
    const regrant = await RegrantProcess.start(built.program);
    const { text } = await streamUnderWay(regrant);
    regrant.child.kill('SIGTERM');
    await expect
      .poll(async () => (await fetch(`${regrant.url}/readyz`)).status, { interval: 5, timeout: 10_000 })
      .toBe(503);
    regrant.child.kill('SIGTERM');
    await expect(text).rejects.toThrow();
    expect(await regrant.ended).toEqual({ code: null, signal: 'SIGTERM' });
  });
});
