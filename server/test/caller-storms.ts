import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { SettingsService } from '../src/config/settings.service.js';
import { Drain } from '../src/proxy/drain.js';
import { CALLER_KEY, geminiBody, startWorld, STREAM, type World } from './world.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];
const WHOLE = STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

/** How a caller's connection can end: in good order, or torn. */
const ENDS: readonly ((socket: Socket) => unknown)[] = [
  (socket) => socket.destroy(),
  (socket) => socket.resetAndDestroy(),
];

/** A stream asked for over a connection of its own, as bytes: nothing here tidies up behind our back. */
function openRaw(world: World, text: string): Socket {
  const body = JSON.stringify(geminiBody(text));
  const socket = connect(world.regrant.port, '127.0.0.1');
  // Torn on purpose.
  socket.on('error', () => undefined);
  socket.write(
    `POST ${STREAM} HTTP/1.1\r\nhost: 127.0.0.1:${world.regrant.port}\r\nauthorization: Bearer ${CALLER_KEY}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return socket;
}

const arrived = (socket: Socket, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (heard.includes(text)) resolve();
    });
    socket.once('close', () => reject(new Error('the connection ended first')));
  });

const openFiles = (): number => readdirSync('/proc/self/fd').length;

/** Nothing is left of what callers began: no request, no upstream call, no open connection. */
async function expectQuiet(world: World, filesBefore: number): Promise<void> {
  const drain = world.regrant.app.get(Drain);
  await expect
    .poll(() => [drain.inFlight, world.gemini.journal.filter(({ outcome }) => outcome === 'pending').length], {
      interval: 10,
      timeout: 1_000,
    })
    .toEqual([0, 0]);
  await expect.poll(() => openFiles() - filesBefore, { interval: 20, timeout: 2_000 }).toBeLessThanOrEqual(2);
}

/** A world whose connections have been made, and how many files it has open. */
async function warmWorld(accounts: number): Promise<{ readonly world: World; readonly files: number }> {
  const world = await startWorld({ accounts });
  expect((await world.generate()).status).toBe(200);
  return { world, files: openFiles() };
}

/** C01 and C02: callers leave before the head, or in the middle of the stream. */
export async function callersLeave(count: number, when: 'before the head' | 'in the middle'): Promise<void> {
  const { world, files } = await warmWorld(2);
  world.gemini.faults.next = () => ({ chunks: STORY });
  const refreshes = world.google.journal.length;
  const barrier = world.gemini.hold({ afterChunks: when === 'in the middle' ? 1 : 0 });
  const sockets = Array.from({ length: count }, (_, index) => openRaw(world, `caller ${index}`));
  if (when === 'in the middle') await Promise.all(sockets.map((socket) => arrived(socket, 'Once ')));
  else await barrier.arrived(count);
  for (const [index, socket] of sockets.entries()) ENDS[index % ENDS.length]?.(socket);
  await expectQuiet(world, files);
  const outcomes = new Set(world.gemini.journal.slice(1).map(({ outcome }) => outcome));
  expect([world.gemini.journal.length - 1, outcomes]).toEqual([count, new Set(['aborted'])]);
  barrier.release();
  expect(world.google.journal).toHaveLength(refreshes);
  world.gemini.faults.next = undefined;
  for (const account of world.accounts) expect((await world.view(account)).status).toBe('ready');
  expect((await world.generate()).status).toBe(200);
}

/** C13: connections are opened and torn at every moment, some before the request is whole. */
export async function connectionStorm(count: number, atOnce: number): Promise<void> {
  const { world, files } = await warmWorld(3);
  world.gemini.faults.next = () => ({ chunks: STORY });
  const refreshes = world.google.journal.length;
  let opened = 0;
  const storm = async () => {
    while (opened < count) {
      const index = (opened += 1);
      const socket = openRaw(world, `storm ${index}`);
      const heard = ['HTTP/1.1 200', 'Once ', 'a time.'][index % 4];
      if (heard === undefined) await new Promise((resolve) => socket.once('connect', resolve));
      else await arrived(socket, heard);
      ENDS[index % ENDS.length]?.(socket);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, storm));
  // Finished upstream calls keep their connections for the next ones: a handful, however many there were.
  await expectQuiet(world, files + atOnce);
  expect(world.google.journal).toHaveLength(refreshes);
  world.gemini.faults.next = undefined;
  for (const account of world.accounts) expect((await world.view(account)).status).toBe('ready');
  expect((await world.generate()).status).toBe(200);
}

/** C17: everything that can be changed is changed, again and again, under live streams. */
export async function changesUnderStreams(streams: number, rounds: number): Promise<void> {
  const { world } = await warmWorld(4);
  world.gemini.faults.next = () => ({ chunks: STORY });
  const barrier = world.gemini.hold({ afterChunks: 1 });
  const answers = Array.from({ length: streams }, (_, index) =>
    world.call(STREAM, { json: geminiBody(`stream ${index}`) }).then((answer) => answer.text()),
  );
  await barrier.arrived(streams);
  const [renewed, paused, edited] = [world.account(0), world.account(1), world.account(2)];
  for (let round = 0; round < rounds; round += 1) {
    await world.admin('POST', '/api/pool/reload');
    await world.admin('PATCH', `/api/accounts/${paused.id}`, { proxy_disabled: round % 2 === 0 });
    await world.regrant.app.get(SettingsService).change((stored) => ({
      ...stored,
      scheduling: { mode: round % 2 === 0 ? 'cache_first' : 'performance_first', max_concurrent: 1 + (round % 2) },
    }));
    const { refreshToken } = await world.google.mint(renewed.email);
    await world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    const file = JSON.parse(await readFile(edited.path, 'utf8')) as object;
    await writeFile(edited.path, JSON.stringify({ ...file, custom_label: `round ${round}` }));
  }
  barrier.release();
  const texts = await Promise.all(answers);
  expect([texts.length, new Set(texts)]).toEqual([streams, new Set([WHOLE])]);
  expect(world.gemini.journal).toHaveLength(1 + streams);
}
