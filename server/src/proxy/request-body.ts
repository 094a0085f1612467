import type { IncomingMessage } from 'node:http';
import { COUNTED_FROM_BYTES, type BodyRoom } from './body-room.js';

/** The largest request that is taken: prompts with images and documents. */
export const LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

const WHY = {
  400: 'the body did not come whole',
  413: 'the body is too large',
  503: 'there is no room for another large body',
} as const;

/** A body that is not taken. */
export class BodyRefusedError extends Error {
  constructor(readonly status: keyof typeof WHY) {
    super(WHY[status]);
  }
}

/** Who is told of a body; one of both, once. */
export interface BodyReader {
  /** @param heldBytes  to be given back to the room when nobody needs the body any more */
  taken(body: Buffer, heldBytes: number): void;
  refused(error: BodyRefusedError): void;
}

/** Reads a body whole: it is passed on or parsed, and may have to be sent twice. */
export function readBody(request: IncomingMessage, room: BodyRoom, reader: BodyReader): void {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_REQUEST_BYTES) {
    reader.refused(new BodyRefusedError(413));
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  let heldBytes = 0;
  const refuse = (status: BodyRefusedError['status']) => {
    request.off('data', read).off('end', end).off('error', fail);
    room.give(heldBytes);
    reader.refused(new BodyRefusedError(status));
  };
  const read = (chunk: Buffer) => {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes <= COUNTED_FROM_BYTES) return;
    if (bytes > LARGEST_REQUEST_BYTES) refuse(413);
    else if (room.take(bytes - heldBytes)) heldBytes = bytes;
    else refuse(503);
  };
  const end = () =>
    reader.taken(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes), heldBytes);
  const fail = () => refuse(400);
  request.on('data', read).on('end', end).on('error', fail);
}
