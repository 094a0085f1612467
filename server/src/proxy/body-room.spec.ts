import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { BodyRoom, COUNTED_FROM_BYTES } from './body-room.js';
import { readBody } from './request-body.js';

/** A request of which only the body is of interest. */
function aRequest(): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers: {} }) as unknown as PassThrough & IncomingMessage;
}

/** Reads one body to its end. @returns its bytes and what is held, or the status of the refusal */
function read(room: BodyRoom, request: IncomingMessage): Promise<readonly [bytes: number, heldBytes: number] | number> {
  return new Promise((resolve) => {
    readBody(request, room, {
      taken: (body, heldBytes) => resolve([body.length, heldBytes]),
      refused: ({ status }) => resolve(status),
    });
  });
}

const MUCH = COUNTED_FROM_BYTES * 2;

describe('the room for bodies', () => {
  it('is taken by large ones until they are given back', async () => {
    const room = new BodyRoom(MUCH * 2);
    const send = (bytes: number) => {
      const request = aRequest();
      const outcome = read(room, request);
      request.end(Buffer.alloc(bytes));
      return outcome;
    };
    expect(await send(MUCH)).toEqual([MUCH, MUCH]);
    expect(await send(MUCH)).toEqual([MUCH, MUCH]);
    expect(await send(MUCH)).toBe(503);
    expect(await send(1000)).toEqual([1000, 0]);
    room.give(MUCH);
    expect(await send(MUCH)).toEqual([MUCH, MUCH]);
  });

  it('is given back by a body that breaks off or is refused', async () => {
    const room = new BodyRoom(MUCH);
    const broken = aRequest();
    const outcome = read(room, broken);
    broken.write(Buffer.alloc(MUCH - 1));
    broken.destroy(new Error('reset'));
    expect(await outcome).toBe(400);
    const tooMuch = aRequest();
    const refused = read(room, tooMuch);
    tooMuch.write(Buffer.alloc(MUCH));
    tooMuch.end(Buffer.alloc(1));
    expect(await refused).toBe(503);
    expect(room.take(MUCH)).toBe(true);
  });
});
