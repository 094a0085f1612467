import { afterEach, describe, expect, it, vi } from 'vitest';

import { GatewayRefusedError, sendThroughGateway } from './gateway-request.js';
import type { GatewayWire } from './gateway-wires.js';
import { UnreachableError } from './problem-error.js';

const ID = { 'x-regrant-request-id': 'r-1' };

/** An answer that arrives in pieces of `size` bytes, as a network cuts it. */
function streamed(text: string, size: number): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  return new Response(body, { headers: ID });
}

function answering(response: Response): ReturnType<typeof vi.fn> {
  const fetching = vi.fn().mockResolvedValue(response);
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

const ask = (wire: GatewayWire, onDelta?: (text: string) => void) =>
  sendThroughGateway({ wire, model: 'gemini-x', prompt: 'Hi', key: 'k-1', ...(onDelta ? { onDelta } : {}) });

const STREAMS: Readonly<Record<GatewayWire, string>> = {
  gemini: [
    '{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"안"}]}}]}',
    '{"candidates":[{"content":{"parts":[{"text":"녕"}]},"finishReason":"STOP"}]}',
  ]
    .map((data) => `data: ${data}\r\n\r\n`)
    .join(''),
  openai:
    'data: {"choices":[{"delta":{"role":"assistant","content":"안"}}]}\n\n' +
    'data: {"choices":[{"delta":{"content":"녕"}}]}\n\ndata: [DONE]\n\n',
  responses:
    'event: response.created\ndata: {"type":"response.created","response":{"error":null}}\n\n' +
    'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"안"}\n\n' +
    'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"녕"}\n\n',
  anthropic:
    'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"안"}}\n\n' +
    'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"x"}}\n\n' +
    // The last event lacks its blank line.
    'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"녕"}}',
};

describe('a request through the gateway', () => {
  afterEach(() => vi.unstubAllGlobals());

  describe.each(Object.keys(STREAMS) as GatewayWire[])('as %s', (wire) => {
    it.each([1, 7, 10_000])('gathers the text of pieces of %i bytes, and tells each piece', async (size) => {
      answering(streamed(STREAMS[wire], size));
      const pieces: string[] = [];
      const answer = await ask(wire, (piece) => pieces.push(piece));
      expect(answer).toEqual({ text: '안녕', requestId: 'r-1', status: 200 });
      expect(pieces).toEqual(['안', '녕']);
    });

    it('carries the caller key, and never the cookie of the dashboard', async () => {
      const fetching = answering(streamed(STREAMS[wire], 100));
      await ask(wire);
      const [path, options] = fetching.mock.calls[0] as [string, RequestInit];
      expect(path).toMatch(/^\/v1/);
      expect(path).not.toContain('k-1');
      expect(JSON.stringify(options.headers)).toContain('k-1');
      expect(options.credentials).toBe('omit');
    });

    it('throws what an event of the stream says went wrong', async () => {
      answering(streamed(`${STREAMS[wire]}\n\ndata: {"error":{"message":"too many requests"}}\n\n`, 50));
      await expect(ask(wire)).rejects.toThrow(new GatewayRefusedError('too many requests', 200, 'r-1'));
    });
  });

  it('throws the words of a refusal, with the id of the request', async () => {
    answering(Response.json({ error: { message: 'No account can serve.' } }, { status: 503, headers: ID }));
    const refusal = await ask('gemini').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusedError);
    expect(refusal).toMatchObject({ message: 'No account can serve.', status: 503, requestId: 'r-1' });
  });

  it('names the status of a refusal without words', async () => {
    answering(new Response('<html>', { status: 502 }));
    await expect(ask('openai')).rejects.toThrow('HTTP 502');
  });

  it('says that nothing answered', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    await expect(ask('gemini')).rejects.toThrow(UnreachableError);
  });

  it('passes on that it was stopped', async () => {
    const stop = new AbortController();
    vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) => Promise.reject(signal?.reason as Error));
    stop.abort(new Error('stopped by the reader'));
    const request = sendThroughGateway({ wire: 'gemini', model: 'm', prompt: 'Hi', key: 'k', signal: stop.signal });
    await expect(request).rejects.toThrow('stopped by the reader');
  });
});
