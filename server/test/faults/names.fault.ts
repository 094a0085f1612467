import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startGemini, type SandboxGemini } from '../../sandbox/gemini.js';
import { blackHole } from '../lifecycle/black-hole.js';
import { overbooked } from '../lifecycle/overbooked.js';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess, type Place } from '../lifecycle/regrant-process.js';
import { GENERATE } from '../world.js';
import { hasOwnMounts, insideOwnMounts } from './own-mounts.js';

const CLAUDE = '/v1/messages';

const built = builtRegrant();

/** The table of names, and what the system looks a name up at, of one process. */
const namesIn = ({ webRoot }: Place) => ({ hosts: join(webRoot, 'hosts'), resolver: join(webRoot, 'resolv.conf') });
const portOf = (gemini: SandboxGemini | undefined): number => Number(new URL(gemini?.origin ?? '').port);
const took = async (act: () => Promise<unknown>): Promise<number> => {
  const startedMs = performance.now();
  await act();
  return performance.now() - startedMs;
};

async function startWithNames(
  before: (place: Place) => Promise<void> | void,
  env: (place: Place) => Record<string, string>,
) {
  let place: Place | undefined;
  const regrant = await RegrantProcess.start(built.program, {
    before: async (made) => {
      place = made;
      const { hosts, resolver } = namesIn(made);
      writeFileSync(hosts, '127.0.0.1 localhost\n');
      writeFileSync(resolver, '');
      await before(made);
    },
    env,
    inside: (made) => {
      const { hosts, resolver } = namesIn(made);
      return insideOwnMounts(`mount --bind '${hosts}' /etc/hosts && mount --bind '${resolver}' /etc/resolv.conf`);
    },
  });
  if (!place) throw new Error('it was not prepared');
  return { regrant, place };
}

describe.runIf(hasOwnMounts())('a name', () => {
  it('whose first address swallows everything is reached by its other one within a second', async () => {
    const { regrant } = await startWithNames(
      async (place) => {
        writeFileSync(namesIn(place).hosts, '::1 localhost\n127.0.0.1 localhost\n');
        await blackHole({ host: '::1', port: portOf(place.sandbox.gemini) });
      },
      ({ sandbox }) => ({ REGRANT_GEMINI_BASE_URL: `http://localhost:${portOf(sandbox.gemini)}` }),
    );
    const tookMs = await took(async () => expect((await regrant.call(GENERATE)).status).toBe(200));
    expect(tookMs).toBeLessThan(1_000 * overbooked());
  });

  it('that leads elsewhere from one moment to the next is followed, without a restart', async () => {
    let here: SandboxGemini | undefined;
    const { regrant, place } = await startWithNames(
      async ({ sandbox }) => void (here = await startGemini({ google: sandbox.google })),
      () => ({ REGRANT_GEMINI_BASE_URL: `http://localhost:${portOf(here)}` }),
    );
    expect((await regrant.call(GENERATE, 'here')).status).toBe(200);
    const elsewhere = await startGemini({ google: place.sandbox.google, port: portOf(here), host: '127.0.0.2' });
    onTestFinished(() => elsewhere.close());
    writeFileSync(namesIn(place).hosts, '127.0.0.2 localhost\n');
    await here?.close();
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) statuses.push((await regrant.call(GENERATE, `there ${round}`)).status);
    // The first one may meet a connection that has just been closed.
    expect(statuses.slice(1)).toEqual([200, 200, 200, 200]);
    expect(elsewhere.journal.filter(({ outcome }) => outcome === 'answered').length).toBeGreaterThanOrEqual(4);
  });

  it('that nobody resolves keeps only those waiting who ask for it: not the dashboard, the disk, or another upstream', async () => {
    // A name server that hears everything and says nothing.
    const silent = createSocket('udp4');
    onTestFinished(() => void silent.close());
    let asked = 0;
    silent.on('message', () => (asked += 1));
    await new Promise<void>((resolve, reject) => silent.once('error', reject).bind(53, '127.0.0.153', resolve));
    const { regrant } = await startWithNames(
      (place) => writeFileSync(namesIn(place).resolver, 'nameserver 127.0.0.153\n'),
      () => ({ REGRANT_GEMINI_BASE_URL: 'https://gemini.nowhere.example' }),
    );
    const { accounts } = (await (await regrant.admin('GET', '/api/accounts')).json()) as { accounts: { id: string }[] };
    const lost = Array.from({ length: 50 }, async (_, index) => {
      const startedMs = performance.now();
      const { status } = await regrant.call(GENERATE, `lost ${index}`);
      return { status, tookMs: performance.now() - startedMs };
    });
    await expect.poll(() => asked, { interval: 10, timeout: 10_000 }).toBeGreaterThan(0);
    const claude = { model: 'claude-sonnet-4-5', max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }] };
    for (let round = 0; round < 5; round += 1) {
      const custom_label = `round ${round}`;
      const acts: readonly (() => Promise<Response>)[] = [
        () => fetch(`${regrant.url}/`),
        () => regrant.admin('GET', '/api/accounts'),
        // Acknowledged when it is on disk.
        () => regrant.admin('PATCH', `/api/accounts/${accounts[0]?.id}`, { custom_label }),
        () => regrant.call(CLAUDE, '', { body: JSON.stringify(claude) }),
      ];
      for (const act of acts) {
        const tookMs = await took(async () => expect((await act()).status).toBe(200));
        expect(tookMs).toBeLessThan(1_000 * overbooked());
      }
    }
    const answers = await Promise.all(lost);
    expect(answers.filter(({ status }) => ![502, 503, 504].includes(status))).toEqual([]);
    // Two accounts, five seconds for each to be reached, and some for a busy machine.
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(15_000);
    expect(regrant.child.exitCode).toBeNull();
  });
});
