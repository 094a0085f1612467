import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JsonAccountStore } from '../../src/accounts/json-account-store.js';
import { openDataDirectory } from '../../src/config/data-directory.js';
import { isTemporaryName } from '../../src/config/durable-write.js';
import { assertHolds, oneDay } from '../storage-story.js';
import { callsAfter, hasStrace, runInjected, type Injection, type SystemCall } from './strace.js';

/** How many calls are aimed at; the default is the nightly figure. */
const POINTS = Number(process.env['REGRANT_FAULT_POINTS'] ?? 1000);
const AT_ONCE = 2;
const WARM_UPS = 400;

/** A day of the story makes some more calls than this. */
const CALLS_A_DAY = 100;
const days = Math.ceil(POINTS / CALLS_A_DAY);
const story = Array.from({ length: days }, (_, day) => oneDay(day)).flat();

let workshop: string;
let child: string;
let calls: readonly SystemCall[];

beforeAll(async () => {
  // Inside the repository, so that the bundle finds the packages it leaves outside.
  workshop = await mkdtemp(join(import.meta.dirname, '../../../node_modules/.regrant-faults-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, 'story-child.ts'), outDir: workshop, target: 'node20' },
  });
  child = join(workshop, 'story-child.js');
  if (!hasStrace()) {
    process.stdout.write('strace cannot be used here; storage-crash.spec.ts does the same inside one process.\n');
    return;
  }
  const root = join(workshop, 'rehearsal');
  calls = await callsAfter('story-begins', [child, root, String(days), String(WARM_UPS)], join(workshop, 'calls.log'));
}, 120_000);

afterAll(() => rm(workshop, { recursive: true, force: true }));

interface Aftermath {
  /** What was aimed at, and how the process ended. */
  readonly aim: string;
  readonly end: string;
  readonly litter: number;
}

/** Lets a process keep accounts until the fault, then starts again on what it left and checks every promise. */
async function survive(injection: Injection): Promise<Aftermath> {
  const parent = await mkdtemp(join(tmpdir(), 'regrant-fault-'));
  // Made by the process itself, as in the rehearsal: the same calls come in the same order.
  const root = join(parent, 'data');
  try {
    const { output, signal } = await runInjected(injection, [child, root, String(days), String(WARM_UPS)]);
    const lines = output.trim().split('\n');
    const acknowledged = lines.filter((line) => /^\d+$/.test(line)).length;
    const litter = (await readdir(join(root, 'accounts'))).filter(isTemporaryName).length;
    const directory = await openDataDirectory(root);
    assertHolds(await new JsonAccountStore(directory, { settleDelaysMs: [] }).list(), story, acknowledged);
    expect((await readdir(directory.accounts)).filter(isTemporaryName)).toEqual([]);
    await directory.close();
    return { end: signal ?? lines.at(-1) ?? '', aim: `${injection.name} ${injection.nth}`, litter };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function surviveAll(injections: readonly Injection[]): Promise<readonly Aftermath[]> {
  const left = [...injections];
  const after: Aftermath[] = [];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) after.push(await survive(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return after;
}

/** So many of them, evenly spread. */
const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  all.filter((_, index) => Math.floor((index * count) / all.length) !== Math.floor(((index + 1) * count) / all.length));

/** One line per sweep, which is what this run is for. */
const report = (what: string, after: readonly Aftermath[]): void => {
  const litter = after.reduce((sum, one) => sum + one.litter, 0);
  process.stdout.write(
    `${what}: ${after.length} points, 0 lost, 0 torn, 0 acknowledged then lost, ${litter} temporary files\n`,
  );
};

describe.runIf(hasStrace())('the account store under strace', () => {
  it('keeps every promise when it is killed at any system call', { timeout: POINTS * 5_000 + 60_000 }, async () => {
    const points = spread(calls, POINTS).map((call) => ({ ...call, effect: 'signal=KILL' }));
    expect(points.length).toBeGreaterThan(POINTS * 0.9);
    const after = await surviveAll(points);
    expect(after.filter(({ end }) => end !== 'SIGKILL')).toEqual([]);
    report('kill -9', after);
  });

  it.each([
    'pwrite64:EIO',
    'pwrite64:ENOSPC',
    'fsync:EIO',
    'fsync:ENOSPC',
    'rename:EIO',
    'rename:EROFS',
    'renameat2:EIO',
    'renameat2:EROFS',
  ])(
    'keeps old or new content, and leaves no litter, after %s',
    { timeout: POINTS * 5_000 + 60_000 },
    async (fault) => {
      const [name = '', errno = ''] = fault.split(':');
      const aims = spread(
        calls.filter((call) => call.name === name),
        Math.ceil(POINTS / 50),
      );
      expect(aims.length).toBeGreaterThan(0);
      const after = await surviveAll(aims.map((call) => ({ ...call, effect: `error=${errno}` })));
      expect(after.filter(({ end }) => end !== errno)).toEqual([]);
      expect(after.filter(({ litter }) => litter > 0)).toEqual([]);
      report(fault, after);
    },
  );
});
