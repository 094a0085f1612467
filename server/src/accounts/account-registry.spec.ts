import { describe, expect, it } from 'vitest';
import { ask, accountFile, openPoolRig, START } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { disable, relabel } from '../core/accounts/changes.js';

describe('the accounts at start', () => {
  it('are all there, unreadable ones included, and are not told as news', async () => {
    const { memory, registry, bus } = await openPoolRig([accountFile('a'), accountFile('b')]);
    expect([...registry.accounts()].map(({ id }) => id)).toEqual(['a', 'b']);
    expect(bus.types).toEqual([]);
    memory.outsideWrite('torn', '{');
    memory.outsideWrite('poor', { email: 'x@example.com' });
    await turn();
    expect(registry.size).toBe(4);
    expect(registry.unreadable()).toEqual([
      { id: 'torn', reason: 'is not valid JSON' },
      { id: 'poor', reason: 'the file has no "token" object' },
    ]);
  });

  it('go by the file name where the id inside differs', async () => {
    const rig = await openPoolRig([accountFile('a')]);
    rig.memory.outsideWrite('b', { ...accountFile('a'), id: 'a' });
    await turn();
    await rig.registry.commit('b', () => relabel('mine'), 'admin');
    expect(rig.stored('b')).toMatchObject({ id: 'a', custom_label: 'mine' });
    expect(rig.stored('a')?.['custom_label']).toBeUndefined();
    expect(rig.lines.join('')).toContain('the file of account b carries another id inside');
  });
});

describe('changes from outside', () => {
  it('add, change, damage, repair and remove accounts, and each is told', async () => {
    const { memory, registry, bus, pool } = await openPoolRig([]);
    const step = async (act: () => void) => {
      bus.events.length = 0;
      act();
      await turn();
      return bus.types.filter((type) => type !== 'pool.reloaded');
    };
    expect(await step(() => memory.outsideWrite('a', accountFile('a')))).toEqual(['account.added']);
    expect(pool.choose(ask())?.id).toBe('a');
    expect(await step(() => memory.outsideWrite('a', accountFile('a', { disabled: true })))).toEqual([
      'account.disabled',
    ]);
    expect(await step(() => memory.outsideWrite('a', accountFile('a')))).toEqual(['account.reenabled']);
    expect(await step(() => memory.outsideWrite('a', '{ torn'))).toEqual(['account.updated']);
    expect([registry.size, registry.get('a'), pool.size]).toEqual([1, undefined, 0]);
    expect(await step(() => memory.outsideWrite('a', accountFile('a')))).toEqual(['account.added']);
    expect([registry.size, registry.unreadable(), pool.size]).toEqual([1, [], 1]);
    expect(await step(() => memory.outsideRemove('a'))).toEqual(['account.removed']);
    expect([registry.size, pool.size]).toEqual([0, 0]);
  });

  it.each<[string, string]>([
    ['torn', '{'],
    ['without what makes it an account', '{"email":"x@example.com"}'],
  ])('take a file out that could not be read (%s), by hand or by the owner', async (_name, text) => {
    const { memory, registry, bus } = await openPoolRig([]);
    memory.outsideWrite('by-hand', text);
    memory.outsideWrite('by-owner', text);
    memory.outsideWrite('later', accountFile('later'));
    await turn();
    memory.outsideWrite('later', text);
    await turn();
    expect(registry.size).toBe(3);
    bus.events.length = 0;
    memory.outsideRemove('by-hand');
    await turn();
    await registry.remove('by-owner', 'admin');
    await registry.remove('later', 'admin');
    expect([registry.size, registry.unreadable()]).toEqual([0, []]);
    expect(bus.types).toEqual(['account.removed', 'account.removed', 'account.removed']);
  });
});

describe('asking for what is not there', () => {
  it('is answered with the reason', async () => {
    const { memory, registry } = await openPoolRig([]);
    memory.outsideWrite('torn', '{');
    await turn();
    await expect(registry.commit('nobody', () => relabel('x'), 'admin')).rejects.toMatchObject({
      code: 'account.not_found',
    });
    await expect(registry.remove('nobody', 'admin')).rejects.toMatchObject({ code: 'account.not_found' });
    await expect(registry.commit('torn', () => relabel('x'), 'admin')).rejects.toMatchObject({
      code: 'account.unreadable',
    });
    expect(registry.change('torn', () => relabel('x'), 'admin')).toBeNull();
    expect(memory.textOf('torn')).toBe('{');
  });
});

describe('whoever listens', () => {
  it('hears of a change within the call, even when another listener fails', async () => {
    const { registry, lines } = await openPoolRig([accountFile('a')]);
    const heard: string[] = [];
    registry.onChange(() => {
      throw new Error('a broken listener');
    });
    const stop = registry.onChange(({ after }) => heard.push(after?.disabled?.reason ?? 'none'));
    registry.change('a', () => disable('invalid_grant: x', START), 'refresh');
    expect(heard).toEqual(['invalid_grant: x']);
    expect(lines.join('')).toContain('a broken listener');
    stop();
    registry.change('a', () => relabel('x'), 'admin');
    expect(heard).toHaveLength(1);
  });
});

describe('a disk that fails for a while', () => {
  const ids = ['a', 'b', 'c'];
  const stormy = async () => {
    const rig = await openPoolRig(ids.map((id) => accountFile(id)));
    rig.store.failure = () => 'ENOSPC';
    for (const id of ids) rig.registry.change(id, () => disable('invalid_grant: x', START), 'refresh', `rt-${id}`);
    await turn();
    return rig;
  };
  const storageEvents = ({ bus }: { bus: { types: readonly string[] } }) =>
    bus.types.filter((type) => type.startsWith('storage.'));
  const pass = async ({ clock }: Awaited<ReturnType<typeof stormy>>, ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      await turn();
    }
  };

  it('is told once, tried again without hurry, and told once more when everything is on disk', async () => {
    const rig = await stormy();
    expect(storageEvents(rig)).toEqual(['storage.degraded']);
    expect([rig.unsaved.count, rig.registry.hasUnsaved('a'), rig.pool.size]).toEqual([3, true, 0]);
    const writes = rig.store.writes;
    await pass(rig, 60_000);
    expect(rig.store.writes - writes).toBeGreaterThanOrEqual(3 * 13);
    expect(rig.store.writes - writes).toBeLessThanOrEqual(3 * 25);
    expect(storageEvents(rig)).toEqual(['storage.degraded']);
    rig.store.failure = () => undefined;
    await pass(rig, 5_000);
    expect(storageEvents(rig)).toEqual(['storage.degraded', 'storage.recovered']);
    for (const id of ids) expect(rig.stored(id)).toMatchObject({ disabled: true });
    expect([rig.unsaved.count, rig.clock.pendingTasks]).toEqual([0, 0]);
  });

  it('is over when the accounts concerned are removed, repaired by hand, or given another grant by hand', async () => {
    const rig = await stormy();
    rig.memory.outsideRemove('a');
    rig.memory.outsideWrite('b', accountFile('b', {}, { refresh_token: 'rt-by-hand' }));
    await turn();
    expect([rig.unsaved.count, rig.registry.get('b')?.disabled]).toEqual([1, null]);
    rig.memory.outsideWrite('c', accountFile('c', {}, { refresh_token: 'rt-by-hand' }));
    await turn();
    expect(storageEvents(rig)).toEqual(['storage.degraded', 'storage.recovered']);
    expect(rig.clock.pendingTasks).toBe(0);
  });

  it('lets what a person asks for fail, clearly, and go through later', async () => {
    const rig = await stormy();
    await expect(rig.registry.commit('a', () => relabel('x'), 'admin')).rejects.toMatchObject({
      code: 'storage.failed',
    });
    await expect(rig.registry.remove('a', 'admin')).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(rig.registry.create(accountFile('new'), 'sign_in')).rejects.toMatchObject({ code: 'storage.failed' });
    expect(rig.registry.size).toBe(3);
    rig.store.failure = () => undefined;
    await rig.registry.commit('a', () => relabel('x'), 'admin');
    expect(rig.stored('a')).toMatchObject({ disabled: true, custom_label: 'x' });
  });

  it('is tried once more when Regrant ends', async () => {
    const rig = await stormy();
    rig.store.failure = () => undefined;
    await rig.registry.close();
    for (const id of ids) expect(rig.stored(id)).toMatchObject({ disabled: true });
    expect(rig.clock.pendingTasks).toBe(0);
  });

  it('fails again later: told again', async () => {
    const rig = await stormy();
    rig.store.failure = () => undefined;
    await pass(rig, 5_000);
    rig.store.failure = () => 'EROFS';
    rig.registry.change('a', () => relabel('y'), 'admin');
    await turn();
    expect(rig.bus.ofType('storage.degraded').map((event) => event['errno'])).toEqual(['ENOSPC', 'EROFS']);
  });
});
