import type { ServerResponse } from 'node:http';

/** An answer written out by a test. An object body goes out as JSON. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

/**
 * What a token endpoint, or something between it and us, can do wrong. `answer_lost` lets the request take effect and
 * then cuts the connection; all others act instead of the server.
 */
export type TokenFault =
  | 'invalid_rapt'
  | 'too_many_requests'
  | 'unavailable'
  | 'captive_portal'
  | 'truncated'
  | 'redirect'
  | 'hang'
  | 'reset'
  | 'answer_lost'
  | ScriptedAnswer;

const ANSWERS: Readonly<
  Record<'invalid_rapt' | 'too_many_requests' | 'unavailable' | 'captive_portal', ScriptedAnswer>
> = {
  invalid_rapt: {
    status: 400,
    body: {
      error: 'invalid_grant',
      error_description: 'reauth related error (invalid_rapt)',
      error_subtype: 'invalid_rapt',
    },
  },
  too_many_requests: {
    status: 429,
    headers: { 'retry-after': '2' },
    body: { error: 'rate_limit_exceeded', error_description: 'Too many requests.' },
  },
  unavailable: { status: 503, body: { error: 'internal_failure', error_description: 'Backend error.' } },
  captive_portal: {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Welcome</title><p>Accept the terms of this network to go on.</p>',
  },
};

/** Plays a fault on a connection whose request has been read. */
export function playTokenFault(response: ServerResponse, fault: Exclude<TokenFault, 'answer_lost'>): void {
  switch (fault) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'redirect':
      response.writeHead(307, { location: '/redirected', 'content-length': '0' }).end();
      return;
    case 'truncated':
      // A length larger than what follows: the reader sees the connection end inside the body.
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"access_token":"ya29.cut', () => response.destroy());
      return;
    case 'invalid_rapt':
    case 'too_many_requests':
    case 'unavailable':
    case 'captive_portal':
      sendScripted(response, ANSWERS[fault]);
      return;
    default:
      sendScripted(response, fault);
  }
}

/** Sends an answer exactly as a test wrote it. */
export function sendScripted(response: ServerResponse, { status, headers, body = '' }: ScriptedAnswer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json; charset=utf-8', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
