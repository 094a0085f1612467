import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';

const SOURCES = join(import.meta.dirname, '../src');

/** What a process that has begun with this text says when it is sent the signal. */
async function saidBy(beginning: string, until: RegExp): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-signal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'process.mjs');
  await writeFile(file, `${beginning}\nsetInterval(() => undefined, 1000);\nconsole.log('ready');\n`);
  const child = spawn(process.execPath, ['--inspect-port=0', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      const wasReady = said.includes('ready');
      said += chunk.toString();
      if (!wasReady && said.includes('ready')) child.kill('SIGUSR1');
      if (until.test(said)) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => resolve(said));
  });
}

describe('the signal that opens a debugger', () => {
  it('opens none', async () => {
    const { outputText } = ts.transpileModule(await readFile(join(SOURCES, 'no-inspector.ts'), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const heard = `${outputText}\nprocess.on('SIGUSR1', () => console.log('heard'));`;
    expect(await saidBy(heard, /heard|Debugger/)).toBe('ready\nheard\n');
    // In a process that does not mind, it does: this test would notice.
    expect(await saidBy('', /Debugger/)).toContain('Debugger listening');
  });

  it('is taken care of before anything else is imported', async () => {
    const main = await readFile(join(SOURCES, 'main.ts'), 'utf8');
    expect(main).toMatch(/^import '\.\/no-inspector\.js';\n/);
  });
});
