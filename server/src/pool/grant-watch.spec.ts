import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openMemoryLog } from '../../test/fakes/memory-log.js';
import { invalidGrant, issued } from '../../test/fakes/scripted-token-endpoint.js';
import { accountFile, openPoolRig, START, type RigAccount } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { GrantLifetimes } from '../accounts/grant-lifetimes.js';
import { GrantWatch } from './grant-watch.js';

const DAY = 86_400;
const DAY_MS = DAY * 1000;

/** The rig with the watch and a ledger folder of its own. */
async function openWatch(accounts: readonly RigAccount[], earlier = '') {
  const path = await mkdtemp(join(tmpdir(), 'regrant-watch-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  if (earlier !== '') await writeFile(join(path, '.grant-lifetimes.ndjson'), earlier);
  const rig = await openPoolRig(accounts);
  const lifetimes = new GrantLifetimes({ path }, rig.registry, rig.clock, rig.log);
  await lifetimes.load();
  const watch = new GrantWatch(rig.registry, lifetimes, rig.refresher, rig.clock, rig.bus);
  watch.onApplicationBootstrap();
  onTestFinished(() => watch.onModuleDestroy());
  return { ...rig, lifetimes, watch, path };
}

describe('a grant that will die soon', () => {
  it('is announced once for each lead time, with its cause and cure', async () => {
    const { bus, clock } = await openWatch([
      accountFile(
        'a',
        {},
        { refresh_token_expires_at: START + 4 * DAY, expires_in: 10 * DAY, expiry_timestamp: START + 10 * DAY },
      ),
    ]);
    expect(bus.ofType('grant.expiring')).toEqual([]);
    clock.advance(1.5 * DAY_MS);
    const [told, ...more] = bus.ofType('grant.expiring');
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      account_id: 'a',
      expires_at: START + 4 * DAY,
      cause: 'time_limited',
      confidence: 'certain',
    });
    expect(told?.['cure']).toContain('Sign in again');
    clock.advance(2.49 * DAY_MS);
    expect(bus.ofType('grant.expiring')).toHaveLength(4);
    clock.advance(DAY_MS);
    expect(bus.ofType('grant.expiring')).toHaveLength(4);
  });
});

describe('the lifetimes of grants', () => {
  it('are noted with each death, and its age names the cause', async () => {
    const given = { issued_at: START - 7 * DAY };
    const { registry, refresher, endpoint, lifetimes } = await openWatch([
      accountFile('a', {}, given),
      accountFile('b', {}, given),
    ]);
    endpoint.follow((call) => call.answer(invalidGrant()));
    await refresher.refresh('a');
    expect(lifetimes.lifetimesOf('default')).toEqual([7 * DAY]);
    expect(registry.get('a')?.disabled?.reason).toContain('Testing');
    await lifetimes.onModuleDestroy();
  });

  it('are read back, torn lines left out', async () => {
    const { lifetimes, registry, watch } = await openWatch(
      [accountFile('a', {}, { issued_at: START - DAY })],
      `{"client":"default","lifetime":${7 * DAY}}\n{"client":"default","lifetime":-1}\nnot json\n{"client":"def`,
    );
    expect(lifetimes.lifetimesOf('default')).toEqual([7 * DAY]);
    const account = registry.get('a');
    expect(account && watch.forecast(account)).toMatchObject({ at: START + 6 * DAY, cause: 'testing_expiry' });
  });

  it('that cannot be read are missed with a word in the log, and no more', async () => {
    const path = await mkdtemp(join(tmpdir(), 'regrant-watch-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    await mkdir(join(path, '.grant-lifetimes.ndjson'));
    const { registry, clock } = await openPoolRig([]);
    const memory = openMemoryLog();
    const lifetimes = new GrantLifetimes({ path }, registry, clock, memory.log);
    await lifetimes.load();
    expect(memory.messages).toEqual(['The file with the lifetimes of grants is a directory, not a file']);
    expect(lifetimes.lifetimesOf('default')).toEqual([]);
  });
});

describe('an account that nobody refreshes because it is paused', () => {
  it('is kept warm all the same, once in a month, so that its grant does not die of disuse', async () => {
    const { endpoint, clock } = await openWatch([accountFile('a', { proxy_disabled: true })]);
    endpoint.follow((call) => call.answer(issued('at-2')));
    clock.advance(29 * DAY_MS);
    await turn();
    expect(endpoint.calls).toHaveLength(0);
    clock.advance(2 * DAY_MS);
    await turn();
    expect(endpoint.calls).toHaveLength(1);
  });

  it('is left alone when it is disabled', async () => {
    const { endpoint, clock } = await openWatch([accountFile('a', { disabled: true })]);
    clock.advance(90 * DAY_MS);
    await turn();
    expect(endpoint.calls).toHaveLength(0);
  });
});
