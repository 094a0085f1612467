import type { Socket } from 'node:net';
import { expect } from 'vitest';
import { UpstreamLimits } from '../../src/upstream/upstream-limits.js';
import { geminiBody, STREAM } from '../world.js';
import { worldBeforeBytes } from './raw-upstream.js';

/** A byte every 10 s under a limit of 300 s between two, two hundred times as fast. */
export const EVERY_MS = 50;
export const IDLE_MS = 1_500;
export const LIMITS = { patience: { upstream: new UpstreamLimits({ idleMs: IDLE_MS }) } };
/** At that pace. */
export const TWO_HOURS = 720;

export const STREAM_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n';

const event = (text: string, finishReason?: string): string =>
  `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, finishReason }] })}\r\n\r\n`;
export const FIRST = event('Once ');

/** Writes one byte after the other, for as long as there are any and somebody is there. */
export function drip(socket: Socket, text: string | undefined): void {
  let at = 0;
  const timer = setInterval(() => {
    const byte = text === undefined ? ' ' : text[at];
    at += 1;
    if (byte === undefined) socket.end();
    else socket.write(byte);
  }, EVERY_MS);
  socket.once('close', () => clearInterval(timer));
}

/** U06: so many bytes of one answer, each after a pause that is a thirtieth of what is allowed; none is lost, nothing is cut. */
export async function dripsThrough(bytes: number): Promise<void> {
  const empty = event('', 'STOP').length;
  const last = event('x'.repeat(bytes - empty), 'STOP');
  const { world, asked } = await worldBeforeBytes((socket) => {
    socket.write(STREAM_HEAD + FIRST);
    drip(socket, last);
  }, LIMITS);
  const startedMs = performance.now();
  const answer = await world.call(STREAM, { json: geminiBody('Tell') });
  expect([answer.status, await answer.text()]).toEqual([200, FIRST + last]);
  expect(performance.now() - startedMs).toBeGreaterThan(IDLE_MS);
  expect(asked()).toBe(1);
}
