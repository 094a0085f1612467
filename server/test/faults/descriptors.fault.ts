import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { GENERATE, STREAM } from '../world.js';

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];
const WHOLE = STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');

const built = builtRegrant();

async function serves(regrant: RegrantProcess, text: string): Promise<void> {
  const answer = await regrant.call(GENERATE, text);
  expect([answer.status, (await answer.text()).includes(text)]).toEqual([200, true]);
}

it('a process that has no descriptors left keeps its streams, writes down a dead grant later, and recovers by itself', async () => {
  const regrant = await RegrantProcess.start(built.program, { accounts: 2 });
  const [first] = regrant.sandbox.google.people;
  regrant.gemini.faults.next = () => ({ chunks: STORY });
  const barrier = regrant.gemini.hold({ afterChunks: 1 });
  const answer = await regrant.call(STREAM);
  await barrier.arrived();

  const limit = regrant.openFiles + 20;
  execFileSync('prlimit', ['--pid', String(regrant.child.pid), `--nofile=${limit}:20000`]);
  const idle: Socket[] = Array.from({ length: 60 }, () =>
    connect(regrant.port, '127.0.0.1').on('error', () => undefined),
  );
  onTestFinished(() => idle.forEach((socket) => socket.destroy()));
  await Promise.all(
    idle
      .slice(0, 15)
      .filter(({ connecting }) => connecting)
      .map((socket) => once(socket, 'connect')),
  );
  await expect.poll(() => regrant.openFiles, { interval: 10, timeout: 10_000 }).toBeGreaterThanOrEqual(limit - 2);

  barrier.release();
  expect(await answer.text()).toBe(WHOLE);
  expect(regrant.child.exitCode).toBeNull();

  for (const socket of idle) socket.destroy();
  regrant.gemini.faults.next = undefined;
  await expect
    .poll(
      () =>
        regrant.call(GENERATE, 'again').then(
          ({ status }) => status,
          () => 0,
        ),
      {
        interval: 50,
        timeout: 10_000,
      },
    )
    .toBe(200);
  // A grant dies: it can be written down.
  const folder = join(regrant.dataDirectory, 'accounts');
  await regrant.sandbox.google.revoke(first?.email ?? '');
  const { accounts } = (await (await regrant.admin('GET', '/api/accounts')).json()) as {
    accounts: { id: string; email: string }[];
  };
  const dead = accounts.find(({ email }) => email === first?.email);
  await regrant.admin('POST', `/api/accounts/${dead?.id}/refresh`);
  const isWritten = () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return files.some((name) => /"disabled": *true/.test(readFileSync(join(folder, name), 'utf8')));
  };
  await expect.poll(isWritten, { interval: 20, timeout: 10_000 }).toBe(true);
  await serves(regrant, 'in the end');
});
