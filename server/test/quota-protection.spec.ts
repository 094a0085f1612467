import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AccountView } from '../contract/http/accounts.js';
import type { PoolView } from '../contract/http/pool.js';
import type { SettingsView } from '../contract/http/settings.js';
import { SystemClock } from '../src/observability/system-clock.js';
import { chatBody, MODEL, startWorld, type Enrolled, type World, type WorldOptions } from './world.js';

const MINUTE_MS = 60_000;
const budgets = (...more: object[]) => more.map((budget) => ({ account: '*', model: 'gemini-*', ...budget }));

/** `settings.json` before the start. */
const withSettings = (quotas: object, more: WorldOptions = {}): WorldOptions => ({
  ...more,
  before: async (parts) => {
    await more.before?.(parts);
    await writeFile(join(parts.dataDirectory, 'settings.json'), JSON.stringify({ quota_protection: quotas }));
  },
});

/**
 * Regrant's wall clock stands still just before a minute, and the upstream's quota for it, turns.
 *
 * @returns what lets it go on
 */
function justBeforeTheMinuteTurns(): () => void {
  const stoppedMs = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS - 500;
  let goneOnMs: number | undefined;
  const spy = vi
    .spyOn(SystemClock.prototype, 'nowMs')
    .mockImplementation(() => stoppedMs + (goneOnMs === undefined ? 0 : performance.now() - goneOnMs));
  onTestFinished(() => spy.mockRestore());
  return () => (goneOnMs = performance.now());
}

const patch = (world: World, quotas: object) =>
  world.admin<SettingsView & { readonly errors?: readonly { readonly path: string }[] }>('PATCH', '/api/settings', {
    quota_protection: quotas,
  });

const quotasOf = async (world: World, account: Enrolled) =>
  (await world.admin<AccountView>('GET', `/api/accounts/${account.id}`)).body.quotas;

/** @returns how many of so many requests each account has served */
async function serve(world: World, count: number): Promise<readonly number[]> {
  const before = world.servedBy.length;
  for (let request = 0; request < count; request += 1) expect((await world.generate()).status).toBe(200);
  const served = world.servedBy.slice(before);
  return world.accounts.map(({ email }) => served.filter((by) => by === email).length);
}

const events = async (world: World) =>
  (await world.events())
    .filter(({ type }) => type.startsWith('model.'))
    .map(({ type, email }) => `${type} ${email ?? ''}`);

describe('quota protection', () => {
  it('keeps a model back where little is left, serves by the next account, and gives it back when the window turns', async () => {
    const goOn = justBeforeTheMinuteTurns();
    const world = await startWorld(
      withSettings(
        {
          enabled: true,
          threshold_percentage: 20,
          budgets: [{ account: 'ADA@example.com', model: MODEL, requests_per_minute: 5 }],
        },
        { accounts: 2, before: ({ accounts }) => addUnknownFields(accounts[0]) },
      ),
    );
    const [first, second] = [world.account(0), world.account(1)];
    await patch(world, { budgets: [{ account: first.email.toUpperCase(), model: MODEL, requests_per_minute: 5 }] });
    const before = await world.fileText(first);
    const isKeptBack = world.nextEvent('model.protected', first);
    const isBack = world.nextEvent('model.restored', first);
    const served = await serve(world, 12);
    // With one of five left it is a fifth, and not below it; the fifth request takes that one.
    expect(served).toEqual([5, 7]);
    expect(await isKeptBack).toMatchObject({ model: MODEL, reason: '5 of 5 requests per minute are used' });
    await world.untilSaved(first);
    expect(withoutVolatile(await world.fileText(first))).toBe(
      withoutVolatile(before.replace('"protected_models":[]', `"protected_models":["${MODEL}"]`)),
    );
    expect((await world.file(second))['protected_models']).toEqual([]);
    expect(await quotasOf(world, first)).toMatchObject([
      { model: MODEL, kind: 'requests_per_minute', limit: 5, used: 5, left: 0, source: 'set', protected: true },
    ]);
    const pool = await world.admin<PoolView>('GET', `/api/pool?model=${MODEL}`);
    expect(pool.body.ready.map(({ email }) => email)).toEqual([second.email]);
    expect(pool.body.skipped).toMatchObject([{ email: first.email, until: expect.any(Number) as number }]);
    expect(pool.body.skipped[0]?.reason).toMatch(/^protected: .* next try in \d+ s$/);

    goOn();
    await isBack;
    await world.untilSaved(first);
    expect(withoutVolatile(await world.fileText(first))).toBe(withoutVolatile(before));
    expect((await serve(world, 4))[0]).toBeGreaterThan(0);
    expect(await events(world)).toEqual([`model.protected ${first.email}`, `model.restored ${first.email}`]);
  });

  it('lets no more out at once than are left, whoever asks at the same moment', async () => {
    const world = await startWorld(
      withSettings({ enabled: true, budgets: budgets({ requests_per_day: 10 }) }, { accounts: 2 }),
    );
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.generate()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
    for (const { email } of world.accounts) expect(world.servedBy.filter((by) => by === email)).toHaveLength(10);
  });

  it('counts what answers cost in tokens, over each wire', async () => {
    const world = await startWorld(
      withSettings({ enabled: true, budgets: budgets({ tokens_per_day: 1_000_000 }) }, { accounts: 1 }),
    );
    await world.generate('one two three four five');
    const [afterOne] = await quotasOf(world, world.account(0));
    expect(afterOne?.used).toBeGreaterThan(1);
    await world.chat('one two three four five', { stream: true });
    const [afterTwo] = await quotasOf(world, world.account(0));
    expect(afterTwo?.used).toBeGreaterThan(afterOne?.used ?? 0);
  });

  it('forgets nothing in a restart: what was spent, what is kept back', async () => {
    const world = await startWorld(
      withSettings({ enabled: true, budgets: budgets({ requests_per_day: 6 }) }, { accounts: 2 }),
    );
    await serve(world, 7);
    const left = (await Promise.all(world.accounts.map((account) => quotasOf(world, account)))).map(([quota]) => quota);
    expect(left.map((quota) => quota?.used).sort()).toEqual([3, 4]);
    await world.restart();
    await expect
      .poll(async () => Promise.all(world.accounts.map(async (account) => (await quotasOf(world, account))[0])))
      .toEqual(left);
    await serve(world, 5);
    expect((await world.generate()).status).toBe(429);
    await Promise.all(world.accounts.map((account) => world.untilSaved(account)));
    await world.restart();
    expect((await world.generate()).status).toBe(429);
    expect(await events(world)).toEqual([]);
  });

  it('learns a quota from the refusal that names it, and knows it after a restart', async () => {
    const world = await startWorld(withSettings({ enabled: true }, { accounts: 2 }));
    const [first, second] = [world.account(0), world.account(1)];
    const isKeptBack = world.nextEvent('model.protected', first);
    world.gemini.faults.next = ({ email }) => (email === first.email ? QUOTA_FAILURE : undefined);
    await serve(world, 4);
    world.gemini.faults.next = undefined;
    expect(await isKeptBack).toMatchObject({ model: MODEL, reason: '250 of 250 requests per day are used' });
    const learned = {
      model: MODEL,
      kind: 'requests_per_day',
      limit: 250,
      used: 250,
      left: 0,
      source: 'learned',
      protected: true,
    };
    expect(await quotasOf(world, first)).toMatchObject([learned]);
    expect(await quotasOf(world, second)).toEqual([]);
    await world.untilSaved(first);
    await world.restart();
    await expect.poll(() => quotasOf(world, first)).toMatchObject([learned]);
    expect(await serve(world, 4)).toEqual([0, 4]);
    // What a person sets goes before it.
    await patch(world, { budgets: [{ account: first.id, model: MODEL, requests_per_day: 1000 }] });
    expect(await quotasOf(world, first)).toMatchObject([{ limit: 1000, source: 'set', left: 750, protected: false }]);
    expect((await serve(world, 4))[0]).toBeGreaterThan(0);
  });

  it('tells callers honestly when every account keeps the model back, in each wire', async () => {
    const world = await startWorld(
      withSettings({ enabled: true, budgets: budgets({ requests_per_day: 1 }) }, { accounts: 2 }),
    );
    await serve(world, 2);
    const answers = [
      await world.generate(),
      await world.call('/v1/chat/completions', { json: chatBody('Hello') }),
      await world.call('/v1/messages', {
        json: { model: MODEL, max_tokens: 5, messages: [{ role: 'user', content: 'Hello' }] },
      }),
    ];
    const untilMidnight = (await quotasOf(world, world.account(0)))[0]?.resets_at ?? 0;
    for (const answer of answers) {
      expect(answer.status).toBe(429);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(Math.abs(Date.now() / 1000 + seconds - untilMidnight)).toBeLessThan(30);
    }
  });

  it('serves on, and protects, while the traffic file cannot be used', async () => {
    const world = await startWorld(
      withSettings(
        { enabled: true, budgets: budgets({ requests_per_day: 3 }) },
        { accounts: 1, before: ({ dataDirectory }) => void mkdir(join(dataDirectory, 'traffic.sqlite')) },
      ),
    );
    await serve(world, 3);
    expect((await world.generate()).status).toBe(429);
    expect((await world.file(world.account(0)))['disabled']).not.toBe(true);
    await rm(join(world.dataDirectory, 'traffic.sqlite'), { recursive: true, force: true });
  });

  it('releases accounts that an earlier tool had paused for their quota', async () => {
    const world = await startWorld({
      accounts: 1,
      before: async ({ accounts }) => {
        const [account] = accounts;
        if (!account) return;
        const file = JSON.parse(await readFile(account.path, 'utf8')) as object;
        const paused = { proxy_disabled: true, proxy_disabled_at: 5, proxy_disabled_reason: 'quota_protection' };
        await writeFile(account.path, JSON.stringify({ ...file, ...paused }));
      },
    });
    await serve(world, 1);
    await world.untilSaved(world.account(0));
    expect(await world.file(world.account(0))).toMatchObject({ proxy_disabled: false });
  });
});

describe('the settings of quota protection', () => {
  it('take what the design shows, and nothing that means nothing', async () => {
    const shown = {
      enabled: false,
      threshold_percentage: 10,
      monitored_models: ['*'],
      budgets: [{ account: '*', model: 'gemini-*', requests_per_day: 1000, tokens_per_minute: 250_000 }],
    };
    const world = await startWorld(withSettings(shown, { accounts: 1 }));
    expect((await world.admin<SettingsView>('GET', '/api/settings')).body.settings.quota_protection).toEqual(shown);
    const bad = await patch(world, {
      threshold_percentage: 101,
      budgets: [
        { account: '*', model: '', requests_per_day: 0 },
        { account: '*', model: '*' },
        { account: '*', model: '*', per_day: 1 },
      ],
    });
    expect(bad.status).toBe(400);
    expect(bad.text).toContain('quota_protection.threshold_percentage: a percentage, 0 to 100');
    expect(bad.text).toContain('quota_protection.budgets.0.model: the name of a model');
    expect(bad.text).toContain('quota_protection.budgets.0.requests_per_day: a whole number, 1 or more');
    expect(bad.text).toContain('quota_protection.budgets.1: at least one of requests_per_minute');
    expect(bad.text).toContain('quota_protection.budgets.2');
  });

  it('refuse to start with a bad value, and say which', async () => {
    const start = startWorld(withSettings({ budgets: [{ account: '*', model: '*', requests_per_day: 'many' }] }));
    await expect(start).rejects.toThrow(/quota_protection\.budgets\.0\.requests_per_day/);
  });

  it('are in force at once: on, off, and on again', async () => {
    const world = await startWorld({ accounts: 1 });
    await serve(world, 3);
    expect(await quotasOf(world, world.account(0))).toEqual([]);
    expect((await patch(world, { enabled: true, budgets: budgets({ requests_per_day: 5 }) })).status).toBe(200);
    // Nothing was counted until now: the request log knows what was served today.
    await expect.poll(async () => (await quotasOf(world, world.account(0)))[0]?.used).toBe(3);
    await serve(world, 2);
    expect((await world.generate()).status).toBe(429);
    const metrics = (await world.admin('GET', '/metrics')).text;
    expect(metrics).toMatch(/^regrant_models_protected 1$/m);
    expect(metrics).not.toContain(world.account(0).email);
    await patch(world, { enabled: false });
    await serve(world, 1);
    await world.untilSaved(world.account(0));
    expect((await world.file(world.account(0)))['protected_models']).toEqual([]);
    await patch(world, { enabled: true });
    expect((await world.generate()).status).toBe(429);
    await patch(world, { budgets: budgets({ requests_per_day: 50 }) });
    await serve(world, 1);
  });
});

const QUOTA_FAILURE = {
  status: 429,
  body: {
    error: {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota.',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
          violations: [
            {
              quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
              quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
              quotaDimensions: { location: 'global', model: MODEL },
              quotaValue: '250',
            },
          ],
        },
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' },
      ],
    },
  },
};

/** As a tool before left them: a number that JavaScript would round, and an order of its own. */
async function addUnknownFields(account: Enrolled | undefined): Promise<void> {
  if (!account) return;
  const file = JSON.parse(await readFile(account.path, 'utf8')) as object;
  const text = JSON.stringify({ theirs: { order: 'first' }, ...file, protected_models: [], last: 1 });
  await writeFile(account.path, text.replace('"order":"first"', '"order":"first","big":90071992547409931234'));
}

/** When it last served is written down beside. */
const withoutVolatile = (text: string): string =>
  text
    .replace(/\s*"last_used":\s*(?:\d+|null),?/, '')
    .replace(/\s+/g, '')
    .replace(/,}/g, '}');
