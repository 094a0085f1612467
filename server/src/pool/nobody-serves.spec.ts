import { describe, expect, it, vi } from 'vitest';
import { accountFile, ask, expiredFile, openPoolRig, START, type RigAccount } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import type { Acquired } from './pool.service.js';

/** Large pools, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

const MANY = 10_000;
const MODEL = 'gemini-2.5-flash';
const many = (account: (id: string) => RigAccount) => Array.from({ length: MANY }, (_, index) => account(`n${index}`));
const codeOf = (acquired: Acquired) => (acquired.kind === 'none' ? acquired.error.code : 'served');

const disabled = (id: string) => accountFile(id, { disabled: true, disabled_reason: 'invalid_grant: x' });
const keptBack = (id: string) => accountFile(id, { protected_models: [MODEL] });

describe('nobody of ten thousand can serve', () => {
  it.each([
    ['disabled', disabled, 'pool.reauth_required'],
    ['kept back', keptBack, 'pool.cooling'],
  ])(
    'because all are %s: a thousand callers are told without a thousand looks at the pool',
    async (_state, file, code) => {
      const rig = await openPoolRig(many(file));
      const looks = vi.spyOn(rig.refresher, 'restMs');
      const before = process.cpuUsage();
      for (let request = 0; request < 1000; request += 1) expect(codeOf(await rig.pool.acquire(ask()))).toBe(code);
      expect(looks.mock.calls.length).toBeLessThanOrEqual(MANY);
      // Looking at all of them a thousand times takes more than five seconds.
      expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
    },
  );

  it('because their refreshes rest: none is started, and looking for one is not repeated', async () => {
    const rig = await openPoolRig(many(expiredFile));
    vi.spyOn(rig.refresher, 'restMs').mockReturnValue(30_000);
    const refreshes = vi.spyOn(rig.refresher, 'refresh');
    for (let request = 0; request < 1000; request += 1)
      expect(codeOf(await rig.pool.acquire(ask()))).toBe('pool.exhausted');
    expect(vi.mocked(rig.refresher.restMs).mock.calls.length).toBeLessThanOrEqual(2 * MANY);
    expect(refreshes).not.toHaveBeenCalled();
  });

  it('and whoever comes back is found at once', async () => {
    const rig = await openPoolRig([keptBack('a'), disabled('b')]);
    expect(codeOf(await rig.pool.acquire(ask()))).toBe('pool.cooling');
    rig.registry.change('a', () => [{ path: ['protected_models'], value: [] }], 'file');
    expect(codeOf(await rig.pool.acquire(ask()))).toBe('served');
  });
});

describe('the wait that callers are told', () => {
  it('gets shorter as time goes on, and is found anew when something has happened', async () => {
    const rig = await openPoolRig(['a', 'b'].map((id) => accountFile(id)));
    const leases = [rig.pool.choose(ask()), rig.pool.choose(ask())].filter((lease) => lease !== undefined);
    for (const lease of leases) rig.pool.cool(lease, 30_000);
    const waitMs = async () => {
      const acquired = await rig.pool.acquire(ask());
      return acquired.kind === 'none' && 'retryAfterMs' in acquired.error ? acquired.error.retryAfterMs : undefined;
    };
    expect(await waitMs()).toBe(30_000);
    rig.clock.advance(100);
    expect(await waitMs()).toBe(29_900);
    rig.registry.change('a', () => [{ path: ['disabled'], value: true }], 'file');
    const [left] = leases.filter(({ id }) => id === 'b');
    if (left) rig.pool.cool(left, 60_000);
    expect(await waitMs()).toBe(60_000);
  });

  it('does not wait for a busy account that does not serve the model', async () => {
    const rig = await openPoolRig([accountFile('a', { protected_models: [MODEL] }), accountFile('b')]);
    await rig.schedule({ max_concurrent: 1 });
    rig.pool.choose(ask(new Set(), { model: 'gemini-2.5-pro' }));
    rig.pool.choose(ask(new Set(), { model: 'gemini-2.5-pro' }));
    expect(codeOf(await rig.pool.acquire(ask(new Set(['b']))))).toBe('pool.exhausted');
    const waiting = rig.pool.acquire(ask());
    await turn();
    rig.clock.advance(9_999);
    let isOver = false;
    void waiting.then(() => (isOver = true));
    await turn();
    expect(isOver).toBe(false);
    rig.clock.advance(1);
    expect(codeOf(await waiting)).not.toBe('served');
    expect(rig.clock.nowMs()).toBe(START * 1000 + 10_000);
  });
});
