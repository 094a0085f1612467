import type { Socket } from 'node:net';

/** What Node's parser and its time limits refuse, by the code of the error; all else is 400. */
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers what is no HTTP, or comes too slowly to be: in words of our own, none of the request's, and the connection ends,
 * because nobody can say where its next request would begin.
 */
export function refuseUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) {
    socket.destroy();
    return;
  }
  const status = STATUS[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({
    type: 'urn:regrant:problem:request.malformed',
    title: 'request malformed',
    status: Number(status.slice(0, 3)),
    detail: 'The request cannot be read as HTTP, or did not come in time.',
    code: 'request.malformed',
    hint: 'Send one complete HTTP/1.1 request with unambiguous framing.',
  });
  // After the head of an answer has gone out, this text would become part of that answer.
  if (socket.writable && !hasBegunAnswer(socket)) {
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

/** Node keeps the answer under way on the socket; it has no public name. */
function hasBegunAnswer(socket: Socket): boolean {
  const answer: unknown = '_httpMessage' in socket ? socket._httpMessage : undefined;
  return typeof answer === 'object' && answer !== null && 'headersSent' in answer && answer.headersSent === true;
}
