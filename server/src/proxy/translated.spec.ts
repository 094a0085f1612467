import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { AnthropicStream } from '../protocols/anthropic/stream.js';
import { GeminiReader } from '../protocols/gemini/reader.js';
import { BoundedSignatureStore } from '../protocols/neutral/signature-store.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import { Caller } from './caller.js';
import { TranslatedStream } from './translated.js';
import { ANTHROPIC_WIRE } from './wire.js';

/** A response that only remembers. */
class Paper extends EventEmitter {
  text = '';
  headersSent = false;
  destroyed = false;
  writableEnded = false;
  writeHead(): void {
    this.headersSent = true;
  }
  write(chunk: string): boolean {
    this.text += chunk;
    return true;
  }
  end(chunk = ''): void {
    this.text += chunk;
    this.writableEnded = true;
  }
}

function begin() {
  const paper = new Paper();
  const clock = new ManualClock();
  const stream = new TranslatedStream(
    new Caller(paper as unknown as ServerResponse, ANTHROPIC_WIRE, 'id-1'),
    {},
    {
      reader: new GeminiReader({ newId: (prefix) => `${prefix}1` }),
      writer: new AnthropicStream({
        id: 'msg_1',
        model: 'm',
        thinking: false,
        signatures: new BoundedSignatureStore(),
      }),
      clock,
    },
  );
  return { paper, clock, stream };
}
const chunk = (text: string, more: object = {}): Buffer =>
  Buffer.from(
    `data: ${JSON.stringify({ candidates: [{ content: { role: 'model', parts: [{ text }] }, ...more }] })}\n\n`,
  );
const pings = ({ text }: Paper): number => text.match(/event: ping/g)?.length ?? 0;

describe('TranslatedStream', () => {
  it('sends a ping for every 15 s in which the upstream is silent, once content has begun, and none after the end', () => {
    const { paper, clock, stream } = begin();
    clock.advance(60_000);
    expect(paper.text).toBe('');
    stream.data(chunk('Once '));
    const before = pings(paper);
    clock.advance(14_999);
    expect(pings(paper)).toBe(before);
    clock.advance(1);
    clock.advance(15_000);
    expect(pings(paper)).toBe(before + 2);
    stream.data(chunk('upon', { finishReason: 'STOP' }));
    stream.end();
    stream.close();
    clock.advance(60_000);
    expect(pings(paper)).toBe(before + 2);
    expect(paper.text).toMatch(/event: message_stop\n.*\n\n$/);
  });

  it('stops pinging when the caller has left', () => {
    const { paper, clock, stream } = begin();
    stream.data(chunk('Once '));
    const before = pings(paper);
    stream.close();
    clock.advance(60_000);
    expect(pings(paper)).toBe(before);
  });

  it('takes an error before the first content for a fault, and tells one after it in the wire', () => {
    const error = Buffer.from('data: {"error":{"code":503,"message":"Busy","status":"UNAVAILABLE"}}\n\n');
    expect(() => begin().stream.data(error)).toThrow(UpstreamAnswerError);
    const { paper, stream } = begin();
    stream.data(chunk('Once '));
    stream.data(error);
    expect(paper.text).toMatch(/event: error\ndata: .*"overloaded_error".*\n\n$/);
  });
});
