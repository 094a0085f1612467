import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AccountList } from '../../contract/http/accounts.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld, type BeforeStart, type World } from '../world.js';

/** Files as an earlier tool left them, next to those of the world. */
async function addAccounts({ dataDirectory }: BeforeStart, count: number, token: (index: number) => object) {
  const folder = join(dataDirectory, 'accounts');
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const account = { id: `many-${index}`, email: `many-${index}@example.com`, token: token(index) };
    await writeFile(join(folder, `many-${index}.json`), JSON.stringify(account, null, 2), { mode: 0o600 });
  }
}

/** A thousand dead grants are written down before the end. */
vi.setConfig({ hookTimeout: 120_000 });

const unix = (): number => Math.floor(Date.now() / 1000);

/** Many callers' requests, so many at once. @returns the statuses and how long each took */
async function callTimes(world: World, count: number, atOnce: number) {
  const agent = new Agent({ connections: atOnce });
  onTestFinished(() => agent.destroy());
  const answers: { readonly status: number; readonly text: string; readonly tookMs: number }[] = [];
  const waiting = Array.from({ length: count }).keys();
  const caller = async () => {
    for (const index of waiting) {
      const startedMs = performance.now();
      const { statusCode: status, body } = await request(`${world.url}/v1beta/models/${MODEL}:generateContent`, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify(geminiBody(`Hello ${index}`)),
      });
      answers.push({ status, text: await body.text(), tookMs: performance.now() - startedMs });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return answers;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

describe('a pool in which every grant is dead', () => {
  it('answers a thousand requests at once and for all what to do, and asks nobody', async () => {
    const world = await startWorld({ accounts: 3 });
    for (const account of world.accounts) await world.letDie(account);
    const [refreshes, upstream] = [world.google.journal.length, world.gemini.journal.length];
    const answers = await callTimes(world, 1_000, 8);
    expect(answers.filter(({ status, text }) => status !== 503 || !/re-authorize/i.test(text))).toEqual([]);
    expect([world.google.journal.length, world.gemini.journal.length]).toEqual([refreshes, upstream]);
    // The median, so that one pause of a busy machine decides nothing.
    expect(median(answers.map(({ tookMs }) => tookMs))).toBeLessThan(100);
  });
});

describe('a pool in which all grants but one are dead', () => {
  it('serves every caller, and tries each dead one once', { timeout: 180_000 }, async () => {
    const DEAD = 1_000;
    const world = await startWorld({
      accounts: 1,
      before: (parts) =>
        addAccounts(parts, DEAD, (index) => ({
          // It has run out, and there is nothing behind the refresh token any more.
          access_token: `ya29.many-${index}`,
          refresh_token: `1//many-${index}`,
          expires_in: 3599,
          expiry_timestamp: unix() - 10,
        })),
    });
    const answers = await callTimes(world, 500, 16);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    await expect
      .poll(async () => (await world.admin('GET', '/api/pool')).body['skipped'], { interval: 200, timeout: 120_000 })
      .toHaveLength(DEAD);
    const tries = new Map<string | undefined, number>();
    for (const { refreshTokenSha256 } of world.google.journal) {
      tries.set(refreshTokenSha256, (tries.get(refreshTokenSha256) ?? 0) + 1);
    }
    expect([...tries.values()].filter((times) => times > 1)).toEqual([]);
    expect(new Set(world.servedBy)).toEqual(new Set([world.account(0).email]));
  });
});

describe('ten thousand accounts', () => {
  it('are listed at the cost of a fraction of a second', async () => {
    const world = await startWorld({
      accounts: 1,
      before: (parts) =>
        addAccounts(parts, 10_000, (index) => ({
          access_token: `ya29.many-${index}`,
          refresh_token: `1//many-${index}`,
          expires_in: 36_000,
          expiry_timestamp: unix() + 36_000,
        })),
    });
    const tookMs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const before = process.cpuUsage();
      const { body } = await world.admin<AccountList>('GET', '/api/accounts');
      const { user, system } = process.cpuUsage(before);
      tookMs.push((user + system) / 1000);
      expect(body.accounts).toHaveLength(10_001);
    }
    process.stdout.write(`10,001 accounts listed in ${Math.min(...tookMs).toFixed(0)} ms of processor time\n`);
    // Processor time, which neighbours do not take; of the caller as well, who reads some megabytes.
    expect(Math.min(...tookMs)).toBeLessThan(600);
  });
});
