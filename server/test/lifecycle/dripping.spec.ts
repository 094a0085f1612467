import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { chatBody, geminiBody, MODEL, STREAM } from '../world.js';
import { drip, dripsThrough, FIRST, LIMITS, STREAM_HEAD } from './dripping.js';
import { rawAnswer, worldBeforeBytes } from './raw-upstream.js';

const REFUSAL_HEAD = 'HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n';

describe('an upstream that drips', () => {
  it('is listened to for as long as it does', () => dripsThrough(110));

  it('is left within a second when the caller leaves', async () => {
    let upstream: Socket | undefined;
    const { world } = await worldBeforeBytes((socket) => {
      upstream = socket;
      socket.write(STREAM_HEAD + FIRST);
      drip(socket, undefined);
    }, LIMITS);
    const leaving = new AbortController();
    const answer = await world.call(STREAM, { json: geminiBody('Tell'), signal: leaving.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    if (!upstream) throw new Error('nobody was asked');
    const closed = once(upstream, 'close', { signal: AbortSignal.timeout(1_000) });
    leaving.abort();
    await closed;
  });

  it.each([
    ['byte by byte', (socket: Socket) => drip(socket, undefined)],
    [
      'in a flood',
      (socket: Socket) => {
        const pour = (): void => {
          if (!socket.destroyed && socket.write('no '.repeat(20_000))) setImmediate(pour);
        };
        socket.on('drain', pour);
        pour();
      },
    ],
  ])('says no without end, %s, is left for another account all the same', async (_how, refuse) => {
    let refused = 0;
    const { world } = await worldBeforeBytes((socket) => {
      refused += 1;
      if (refused % 2 === 0) {
        socket.end(rawAnswer());
        return;
      }
      socket.write(REFUSAL_HEAD);
      refuse(socket);
    }, LIMITS);
    for (const [path, json] of [
      [`/v1beta/models/${MODEL}:generateContent`, geminiBody('Hi')],
      ['/v1/chat/completions', chatBody('Hi')],
    ] as const) {
      const answer = await world.call(path, { json, signal: AbortSignal.timeout(20_000) });
      expect([answer.status, (await answer.text()).includes('Hello')]).toEqual([200, true]);
    }
    expect(refused).toBe(4);
  });
});
