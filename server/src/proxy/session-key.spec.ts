import { describe, expect, it } from 'vitest';
import type { NeutralRequest } from '../protocols/neutral/request.js';
import { fingerprint, sessionOf, sessionOfBytes } from './session-key.js';

const bytes = (body: unknown): Buffer => Buffer.from(JSON.stringify(body));
const turn = (role: string, text: string): object => ({ role, parts: [{ text }] });

describe('the session of a body that is passed on unread', () => {
  it('stays the same while a conversation grows, and differs from another’s', () => {
    const first = sessionOfBytes(bytes({ contents: [turn('user', 'Hello "you"')] }));
    const later = bytes({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [turn('user', 'Hello "you"'), turn('model', 'Hi'), turn('user', 'Go on')],
    });
    expect(first).not.toBeNull();
    expect(sessionOfBytes(later)).toBe(first);
    expect(sessionOfBytes(bytes({ contents: [turn('user', 'Hello "me"')] }))).not.toBe(first);
  });

  it('of Messages is the user’s id, else the first text, plain or in a block', () => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
    ];
    expect(sessionOfBytes(bytes({ messages, metadata: { user_id: 'user-7' } }))).toBe(fingerprint('user-7'));
    const plain = sessionOfBytes(bytes({ messages }));
    const blocks = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
    expect(sessionOfBytes(bytes({ messages: blocks }))).toBe(plain);
    expect(plain).toBe(fingerprint('Hello'));
  });

  it.each(['', '{', '{"contents":[]}', '{"contents":[{"parts":[{"inlineData":{}}]}]}', '\u0000"text"'])(
    'is none where nothing is said: %j',
    (text) => expect(sessionOfBytes(Buffer.from(text))).toBeNull(),
  );
});

describe('the session of a request that was read', () => {
  const request = (fields: Partial<NeutralRequest>): NeutralRequest => ({
    model: 'm',
    stream: false,
    includeUsage: false,
    system: [],
    messages: [],
    tools: [],
    sampling: {},
    ...fields,
  });

  it('is what the caller calls it, else its first message', () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] as const;
    expect(sessionOf(request({ session: 'mine', messages }))).toBe(fingerprint('mine'));
    expect(sessionOf(request({ messages }))).toBe(fingerprint('Hello'));
    expect(sessionOf(request({}))).toBeNull();
  });
});
