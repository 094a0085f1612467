import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GENERATE } from '../world.js';
import { builtRegrant } from './built-regrant.js';
import { RegrantProcess } from './regrant-process.js';

const built = builtRegrant();

async function serves(regrant: RegrantProcess, text: string): Promise<void> {
  const answer = await regrant.call(GENERATE, text);
  expect([answer.status, (await answer.text()).includes(text)]).toEqual([200, true]);
}

describe('a process', () => {
  it('whose terminal goes away serves on, and still ends well when it is asked to', async () => {
    const regrant = await RegrantProcess.start(built.program, { env: { REGRANT_LOG_LEVEL: 'trace' } });
    await serves(regrant, 'before');
    // From now on whatever it writes fails.
    regrant.child.stdout?.destroy();
    regrant.child.stderr?.destroy();
    for (const signal of ['SIGHUP', 'SIGPIPE'] as const) regrant.child.kill(signal);
    for (let round = 0; round < 5; round += 1) await serves(regrant, `after ${round}`);
    expect([regrant.child.exitCode, regrant.child.signalCode]).toEqual([null, null]);
    regrant.child.kill('SIGTERM');
    expect(await regrant.ended).toEqual({ code: 0, signal: null });
  });

  it('whose log goes to a disk that is full serves on, and still ends well', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const regrant = await RegrantProcess.start(built.program, {
      standardOutput: full,
      env: { REGRANT_LOG_LEVEL: 'trace' },
    });
    for (let round = 0; round < 20; round += 1) await serves(regrant, `round ${round}`);
    const memoryMb = regrant.megabytes;
    for (let round = 20; round < 400; round += 1) await serves(regrant, `round ${round}`);
    // What cannot be written is not kept either.
    expect(regrant.megabytes - memoryMb).toBeLessThan(60);
    regrant.child.kill('SIGTERM');
    expect(await regrant.ended).toEqual({ code: 0, signal: null });
  });
});
