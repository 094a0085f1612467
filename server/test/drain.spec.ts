import { describe, expect, it } from 'vitest';
import { Drain } from '../src/proxy/drain.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld } from './world.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];
const headers = { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' };

describe('a stop', () => {
  it('lets streams finish and takes nothing new, and says so at /readyz first', async () => {
    const world = await startWorld({ accounts: 2 });
    const { url } = world;
    world.gemini.faults.next = () => ({ chunks: STORY });
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const streams = ['one', 'two'].map((text) =>
      fetch(`${url}/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, {
        method: 'POST',
        headers,
        body: JSON.stringify(geminiBody(text)),
      }),
    );
    await barrier.arrived(2);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const drain = world.regrant.app.get(Drain);
    let isStopped = false;
    const stopping = world.stop().then(() => (isStopped = true));
    expect(drain.isDraining).toBe(true);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const refused = await Promise.all([
      fetch(`${url}/v1beta/models/${MODEL}:generateContent`, {
        method: 'POST',
        headers,
        body: JSON.stringify(geminiBody('late')),
      }),
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'late' }] }),
      }),
    ]);
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await answer.text()).toContain('stopping');
    }
    expect(world.gemini.journal).toHaveLength(2);
    expect([isStopped, drain.inFlight]).toEqual([false, 2]);

    barrier.release();
    const whole = STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
    for (const stream of streams) expect(await (await stream).text()).toBe(whole);
    await stopping;
    expect(drain.inFlight).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('is over at once when nothing is under way, and what was learned is not lost', async () => {
    const world = await startWorld({ accounts: 2 });
    expect((await world.generate()).status).toBe(200);
    await world.restart();
    expect((await world.generate()).status).toBe(200);
  });
});
