import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReadySet } from '../src/core/pool/ready-set.js';
import { writeAccounts } from './account-files.js';
import { ADMIN_TOKEN } from './bench-settings.js';
import { openBenchWorld } from './bench-world.js';
import { figure, report } from './figures.js';

const MANY = 10_000;
const CHOICES = 200_000;

/* What ten thousand account files cost: the start, the choice of an account, one change. */
const readyMs: number[] = [];
const filesChanged: number[] = [];
for (let run = 0; run < 3; run += 1) {
  const world = await openBenchWorld();
  const folder = join(world.dataDirectory, 'accounts');
  await writeAccounts(folder, MANY);
  const startedAtMs = performance.now();
  const regrant = await world.start();
  const { status } = await fetch(`${regrant.url}/readyz`);
  if (status !== 200) throw new Error(`not ready: ${status}`);
  readyMs.push(performance.now() - startedAtMs);

  const before = await inodes(folder);
  await pause(regrant.url, 'account-0');
  const after = await inodes(folder);
  filesChanged.push([...after].filter(([name, inode]) => before.get(name) !== inode).length);
  await world.close();
}

const few = choose(10);
const many = choose(MANY);
await report(`${MANY} accounts`, [
  figure('10,000 files → ready', 'ms', 3000, readyMs),
  figure('files written by one change', 'files', 1, filesChanged),
  figure('choosing one of 10', 'ns', 1_000_000, few),
  figure('choosing one of 10,000', 'ns', 1_000_000, many),
]);

/** A file that was replaced has another inode. */
async function inodes(folder: string): Promise<Map<string, number>> {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).ino] as const)));
}

async function pause(url: string, id: string): Promise<void> {
  const answer = await fetch(`${url}/api/accounts/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ proxy_disabled: true }),
  });
  if (!answer.ok) throw new Error(`PATCH answered ${answer.status}`);
}

/** Nanoseconds per choice, in rounds of a thousand. */
function choose(accounts: number): number[] {
  const ready = new ReadySet();
  for (let index = 0; index < accounts; index += 1) ready.add({ id: `account-${index}`, priority: 0 });
  const nothing = new Set<string>();
  const rounds: number[] = [];
  for (let done = 0; done < CHOICES; done += 1000) {
    const startedAtMs = performance.now();
    for (let choice = 0; choice < 1000; choice += 1) ready.next('gemini-2.5-flash', nothing);
    rounds.push((performance.now() - startedAtMs) * 1000);
  }
  return rounds;
}
