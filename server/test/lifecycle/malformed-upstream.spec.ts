import { describe, expect, it } from 'vitest';
import { chatBody, geminiBody, MODEL, type World } from '../world.js';
import { rawAnswer, worldBeforeBytes } from './raw-upstream.js';

const WIRES: readonly (readonly [string, string, object])[] = [
  ['passed on', `/v1beta/models/${MODEL}:generateContent`, geminiBody('Hi')],
  ['translated', '/v1/chat/completions', chatBody('Hi')],
];

/** Whether an answer says of itself that it is not the one that was asked for. */
async function isHonest(answer: Response): Promise<boolean> {
  if (answer.status >= 500) return true;
  return answer.text().then(
    () => false,
    () => true,
  );
}

async function fails(world: World): Promise<void> {
  for (const [, path, json] of WIRES) {
    const answer = await world.call(path, { json });
    expect([path, await isHonest(answer)]).toEqual([path, true]);
  }
  // Alive, and nobody was disabled for it.
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  for (const account of world.accounts) expect((await world.view(account)).disabled).toBe(false);
}

describe('an upstream whose head is beyond all measure', () => {
  it.each([
    [
      'a header of a megabyte',
      rawAnswer({ headers: [`x-long: ${'a'.repeat(1024 * 1024)}`, 'content-length: 0'], body: '' }),
    ],
    [
      'five thousand headers',
      rawAnswer({
        headers: [...Array.from({ length: 5_000 }, (_, index) => `x-${index}: some value`), 'content-length: 0'],
      }),
    ],
    ['bytes that no header may hold', rawAnswer({ headers: ['x-odd: \u0000\u0001', 'content-length: 2'], body: '{}' })],
    ['a header name with a blank in it', rawAnswer({ headers: ['x odd: 1', 'content-length: 2'], body: '{}' })],
    ['a line that is no header', rawAnswer({ headers: ['not a header', 'content-length: 2'], body: '{}' })],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a status that is none', 'HTTP/1.1 9999 Huh\r\ncontent-length: 0\r\n\r\n'],
    ['announcements without end, and then nothing', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(20_000)],
  ])('is told as a failure of the upstream: %s', async (_name, bytes) => {
    const { world } = await worldBeforeBytes((socket) => socket.end(bytes, 'latin1'));
    await fails(world);
  });
});

describe('an upstream whose body is not what its head says', () => {
  it.each([
    ['shorter than its length', rawAnswer({ headers: ['content-length: 100000'] })],
    [
      'in a chunk without a size',
      rawAnswer({ headers: ['transfer-encoding: chunked'], body: 'zz\r\n{}\r\n0\r\n\r\n' }),
    ],
    [
      'in chunks that end too early',
      rawAnswer({ headers: ['transfer-encoding: chunked'], body: '20\r\n{"candidates":[' }),
    ],
    ['in chunks without the last one', rawAnswer({ headers: ['transfer-encoding: chunked'], body: '2\r\n{}\r\n' })],
    ['of two lengths', rawAnswer({ headers: ['content-length: 2', 'content-length: 5'], body: '{}' })],
  ])('never passes for whole: %s', async (_name, bytes) => {
    const { world } = await worldBeforeBytes((socket) => socket.end(bytes, 'latin1'));
    await fails(world);
  });
});

describe('an upstream that closes a kept connection just when it is used again', () => {
  it('is asked over another one, and no caller sees it', async () => {
    const { world, asked } = await worldBeforeBytes((socket, requestsBefore) => {
      if (requestsBefore === 0) socket.write(rawAnswer());
      else socket.destroy();
    });
    for (let round = 0; round < 6; round += 1) {
      const { status, text } = await world.generate();
      expect([status, text.includes('Hello')]).toEqual([200, true]);
    }
    // It did happen.
    expect(asked()).toBeGreaterThan(6);
  });
});
