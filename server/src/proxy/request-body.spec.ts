import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { BodyRoom } from './body-room.js';
import { LARGEST_REQUEST_BYTES, readBody } from './request-body.js';

/** A request whose body comes as the test says. */
function begin(headers: Readonly<Record<string, string>> = {}) {
  const request = Object.assign(new EventEmitter(), { headers });
  const told: (string | number)[] = [];
  readBody(request as unknown as IncomingMessage, new BodyRoom(), {
    taken: (body) => told.push(body.toString()),
    refused: ({ status }) => told.push(status),
  });
  return { request, told };
}

describe('a body', () => {
  it.each([[[]], [['all']], [['in ', 'three ', 'pieces']]])('is taken when it is whole: %j', (pieces) => {
    const { request, told } = begin();
    for (const piece of pieces) request.emit('data', Buffer.from(piece));
    expect(told).toEqual([]);
    request.emit('end');
    expect(told).toEqual([pieces.join('')]);
  });

  it('is refused unread when it says that it is too large', () => {
    expect(begin({ 'content-length': String(LARGEST_REQUEST_BYTES + 1) }).told).toEqual([413]);
    expect(begin({ 'content-length': String(LARGEST_REQUEST_BYTES) }).told).toEqual([]);
  });

  it('is refused once when it turns out to be too large', () => {
    const { request, told } = begin();
    const piece = Buffer.alloc(LARGEST_REQUEST_BYTES / 4);
    for (let count = 0; count < 6; count += 1) request.emit('data', piece);
    request.emit('end');
    expect(told).toEqual([413]);
  });

  it('is refused when it breaks off', () => {
    const { request, told } = begin();
    request.emit('data', Buffer.from('{'));
    request.emit('error', new Error('aborted'));
    expect(told).toEqual([400]);
  });
});
