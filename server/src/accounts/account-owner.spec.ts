import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryAccountStore } from '../../test/fakes/memory-account-store.js';
import { ScriptedAccountStore } from '../../test/fakes/scripted-account-store.js';
import { accountFile, START } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { parseAccount, type Account } from '../core/accounts/account.js';
import { disable, pause, relabel, setPriority } from '../core/accounts/changes.js';
import type { FieldEdit, JsonObject } from '../core/accounts/document.js';
import { AccountOwner } from './account-owner.js';

const ID = 'a';

interface World {
  readonly memory: MemoryAccountStore;
  readonly store: ScriptedAccountStore;
  readonly owner: AccountOwner;
  /** What the listener was told, in order. */
  readonly told: string[];
  stored(): JsonObject;
  edit(change: JsonObject): void;
}

function newWorld(file: JsonObject = accountFile(ID)): World {
  const memory = new MemoryAccountStore();
  memory.outsideWrite(ID, file);
  const store = new ScriptedAccountStore(memory);
  const told: string[] = [];
  const owner = new AccountOwner(ID, file, store, {
    changed: (_before, after, origin) => told.push(after ? `changed by ${origin}` : `gone by ${origin}`),
    saveFailed: () => told.push('save failed'),
    saved: () => told.push('saved'),
  });
  const stored = () => JSON.parse(memory.textOf(ID) ?? 'null') as JsonObject;
  return { memory, store, owner, told, stored, edit: (change) => memory.outsideWrite(ID, { ...stored(), ...change }) };
}

const withToken = (refreshToken: string): JsonObject => ({
  token: { ...(accountFile(ID)['token'] as JsonObject), refresh_token: refreshToken },
});
const newToken = (value: string): readonly FieldEdit[] => [{ path: ['token', 'refresh_token'], value }];
const accountIn = (document: JsonObject): Account | null => {
  const parsed = parseAccount(ID, document);
  return parsed.kind === 'account' ? parsed.account : null;
};

describe('a change that holds in memory first', () => {
  it('holds within the call, and is on disk soon after', async () => {
    const { owner, stored, told } = newWorld();
    expect(owner.change(() => disable('invalid_grant: x', START), 'refresh', 'rt-a')?.disabled?.at).toBe(START);
    expect(owner.account?.disabled).not.toBeNull();
    expect(stored()['disabled']).toBeUndefined();
    await owner.idle();
    expect(stored()).toMatchObject({ disabled: true, disabled_at: START, disabled_reason: 'invalid_grant: x' });
    expect(owner.hasUnsaved).toBe(false);
    expect(told.at(-1)).toBe('saved');
  });

  it('does nothing when the stored refresh token is another one, or the decision is to leave it', async () => {
    const { owner, store, told } = newWorld();
    expect(owner.change(() => disable('late', START), 'refresh', 'rt-older')).toBeNull();
    expect(owner.change(() => null, 'admin')).toBeNull();
    await owner.idle();
    expect(store.writes).toBe(0);
    expect(told).toEqual([]);
  });

  it('stays in memory while the disk refuses, is told as unsaved, and is written when the disk lets it', async () => {
    const { owner, store, stored, told } = newWorld();
    store.failure = () => 'ENOSPC';
    owner.change(() => disable('invalid_grant: x', START), 'refresh', 'rt-a');
    await owner.idle();
    expect([owner.account?.disabled?.at, owner.hasUnsaved, stored()['disabled']]).toEqual([START, true, undefined]);
    expect(told.at(-1)).toBe('save failed');
    store.failure = () => undefined;
    owner.flush();
    await owner.idle();
    expect([owner.hasUnsaved, stored()['disabled']]).toEqual([false, true]);
    expect(told.at(-1)).toBe('saved');
  });

  it('vanishes with the refresh token that it is about, and then nothing is unsaved any more', async () => {
    const { owner, store, told, edit, stored } = newWorld();
    store.failure = () => 'ENOSPC';
    owner.change(() => disable('invalid_grant: x', START), 'refresh', 'rt-a');
    owner.change(() => relabel('kept'), 'admin');
    await owner.idle();
    edit(withToken('rt-by-hand'));
    await owner.reconcile();
    expect([owner.account?.disabled, owner.account?.customLabel]).toEqual([null, 'kept']);
    store.failure = () => undefined;
    owner.flush();
    await owner.idle();
    expect(stored()).toMatchObject({ custom_label: 'kept', token: { refresh_token: 'rt-by-hand' } });
    expect(stored()['disabled']).toBeUndefined();
    expect(told.at(-1)).toBe('saved');
  });

  it('about a refresh token is kept while the file cannot be read, and holds if that token comes back', async () => {
    for (const [returning, expected] of [
      ['rt-a', 'rt-rotated'],
      ['rt-by-hand', 'rt-by-hand'],
    ] as const) {
      const { owner, memory, stored } = newWorld();
      memory.outsideWrite(ID, '{"email": "a@ex');
      await owner.reconcile();
      expect(owner.change(() => newToken('rt-rotated'), 'refresh', 'rt-a')).toBeNull();
      expect(owner.change(() => relabel('about nothing'), 'admin')).toBeNull();
      expect(owner.account).toBeNull();
      await owner.idle();
      memory.outsideWrite(ID, { ...accountFile(ID), ...withToken(returning) });
      await owner.reconcile();
      await owner.idle();
      expect([owner.account?.grant.refreshToken, owner.account?.customLabel]).toEqual([expected, null]);
      expect(stored()).toMatchObject({ token: { refresh_token: expected } });
      expect(owner.hasUnsaved).toBe(false);
    }
  });

  it('tells that all is saved when the only unsaved change has vanished', async () => {
    const { owner, store, told, edit } = newWorld();
    store.failure = () => 'ENOSPC';
    owner.change(() => disable('invalid_grant: x', START), 'refresh', 'rt-a');
    await owner.idle();
    edit(withToken('rt-by-hand'));
    await owner.reconcile();
    await owner.idle();
    expect(owner.hasUnsaved).toBe(false);
    expect(told.at(-1)).toBe('saved');
  });

  it('is not lost while the file cannot be read, and is written once somebody has repaired it', async () => {
    const { owner, store, memory, stored } = newWorld();
    store.failure = () => 'EIO';
    owner.change(() => relabel('kept'), 'admin');
    await owner.idle();
    memory.outsideWrite(ID, '{ torn');
    await owner.reconcile();
    expect([owner.account, owner.unreadableReason]).toEqual([null, 'is not valid JSON']);
    store.failure = () => undefined;
    memory.outsideWrite(ID, accountFile(ID));
    await owner.reconcile();
    await owner.idle();
    expect(stored()['custom_label']).toBe('kept');
  });
});

describe('a change that is on disk first', () => {
  it('holds when it resolves, and not before', async () => {
    const { owner, stored } = newWorld();
    const commit = owner.commit(() => relabel('mine'), 'admin');
    expect(owner.account?.customLabel).toBeNull();
    expect(await commit).toMatchObject({ kind: 'done', account: { customLabel: 'mine' } });
    expect(stored()['custom_label']).toBe('mine');
  });

  it('rejects and changes nothing when the disk refuses', async () => {
    const { owner, store, stored, told } = newWorld();
    store.failure = () => 'ENOSPC';
    await expect(owner.commit(() => relabel('mine'), 'admin')).rejects.toMatchObject({ code: 'storage.failed' });
    expect([owner.account?.customLabel, owner.hasUnsaved, stored()['custom_label']]).toEqual([null, false, undefined]);
    expect(told).toEqual([]);
  });

  it('decides again on what somebody else has stored meanwhile', async () => {
    const { owner, edit, stored } = newWorld();
    edit({ ...withToken('rt-by-hand'), theirs: 1 });
    const seen: (string | null)[] = [];
    await owner.commit((account) => (seen.push(account.grant.refreshToken), relabel('mine')), 'admin');
    expect(seen).toEqual(['rt-a', 'rt-by-hand']);
    expect(stored()).toMatchObject({ custom_label: 'mine', theirs: 1, token: { refresh_token: 'rt-by-hand' } });
  });

  it('rejects rather than acknowledges when another program changes the refresh token every time', async () => {
    const { owner, store, edit, stored } = newWorld();
    let round = 0;
    store.gate = async (point) => {
      if (point === 'patch asked') edit(withToken(`rt-war-${(round += 1)}`));
    };
    await expect(owner.commit(() => relabel('mine'), 'admin')).rejects.toMatchObject({ details: { errno: 'EBUSY' } });
    expect(stored()['custom_label']).toBeUndefined();
  });

  it.each([[''], ['   '], [null], [7]])('can give a grant to a file whose refresh token is %j', async (value) => {
    const { owner, stored } = newWorld(accountFile(ID, {}, { refresh_token: value }));
    expect(await owner.commit(() => newToken('rt-new'), 'sign_in')).toMatchObject({ kind: 'done' });
    expect(stored()).toMatchObject({ token: { refresh_token: 'rt-new' } });
  });

  it('says that the account is gone, or cannot be read, when that has happened outside', async () => {
    const gone = newWorld();
    gone.memory.outsideRemove(ID);
    expect(await gone.owner.commit(() => relabel('x'), 'admin')).toEqual({ kind: 'gone' });
    const torn = newWorld();
    torn.memory.outsideWrite(ID, '{');
    expect(await torn.owner.commit(() => relabel('x'), 'admin')).toEqual({
      kind: 'unreadable',
      reason: 'is not valid JSON',
    });
    expect(torn.memory.textOf(ID)).toBe('{');
  });
});

describe('removing', () => {
  it('is done on disk before it is told, once, and nothing brings the account back', async () => {
    const { owner, told, memory } = newWorld();
    const removal = owner.remove('admin');
    owner.change(() => relabel('too late'), 'admin');
    expect(await removal).toBe(true);
    expect(await owner.remove('admin')).toBe(false);
    expect(await owner.commit(() => relabel('x'), 'admin')).toEqual({ kind: 'gone' });
    expect(owner.change(() => relabel('x'), 'admin')).toBeNull();
    await owner.idle();
    expect(memory.textOf(ID)).toBeUndefined();
    expect(told.filter((line) => line.startsWith('gone'))).toEqual(['gone by admin']);
  });

  it('rejects and keeps the account when the disk refuses', async () => {
    const { owner, store } = newWorld();
    store.failure = () => 'EROFS';
    await expect(owner.remove('admin')).rejects.toMatchObject({ code: 'storage.failed' });
    expect(owner.account?.email).toBe('a@example.com');
  });
});

type Act =
  | {
      readonly kind: 'label' | 'priority' | 'rotate' | 'pause about token' | 'edit theirs' | 'edit token';
      readonly n: number;
    }
  | { readonly kind: 'break' | 'heal' | 'retry' };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('label', 'priority', 'rotate', 'pause about token', 'edit theirs', 'edit token'),
    n: fc.integer({ min: 1, max: 1000 }),
  }) as fc.Arbitrary<Act>,
  fc.record({ kind: fc.constantFrom('break', 'heal', 'retry') }) as fc.Arbitrary<Act>,
);

describe('changes of every kind, in any order, on a disk that fails for a while', () => {
  it('end with memory equal to the disk, nothing acknowledged lost, and foreign edits kept', () =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.scheduler(), async (acts, scheduler) => {
        const world = newWorld();
        const { owner, store, stored, edit } = world;
        store.gate = (point) => scheduler.schedule(Promise.resolve(), point);
        const last: { label?: string; priority?: number; theirs?: number } = {};
        const perform = async (next: Act): Promise<void> => {
          switch (next.kind) {
            case 'label':
              owner.change(() => relabel(`label ${next.n}`), 'admin');
              last.label = `label ${next.n}`;
              expect(owner.account?.customLabel).toBe(last.label);
              return;
            case 'priority':
              void owner
                .commit(() => setPriority(next.n), 'admin')
                .then(
                  () => (last.priority = next.n),
                  (error: unknown) => expect(error).toMatchObject({ code: 'storage.failed' }),
                );
              return;
            case 'rotate':
              void owner.commit(() => newToken(`rt-${next.n}`), 'refresh').catch(() => undefined);
              return;
            case 'pause about token':
              owner.change(() => pause(`${next.n}`, START), 'admin', owner.account?.grant.refreshToken ?? null);
              return;
            case 'edit theirs':
              edit({ theirs: next.n });
              last.theirs = next.n;
              void owner.reconcile();
              return;
            case 'edit token':
              edit(withToken(`rt-by-hand-${next.n}`));
              void owner.reconcile();
              return;
            case 'break':
              store.failure = () => 'ENOSPC';
              return;
            case 'heal':
              store.failure = () => undefined;
              return;
            case 'retry':
              owner.flush();
          }
        };
        const drain = async () => {
          await turn();
          while (scheduler.count() > 0) {
            await scheduler.waitNext(1);
            await turn();
          }
        };
        scheduler.scheduleSequence(acts.map((next) => ({ builder: () => perform(next), label: next.kind })));
        await drain();
        store.failure = () => undefined;
        owner.flush();
        await drain();

        expect(owner.hasUnsaved).toBe(false);
        expect(owner.account).toEqual(accountIn(stored()));
        if (last.label !== undefined) expect(stored()['custom_label']).toBe(last.label);
        if (last.priority !== undefined) expect(stored()['priority']).toBe(last.priority);
        if (last.theirs !== undefined) expect(stored()['theirs']).toBe(last.theirs);
      }),
      { seed: 20_261_120, numRuns: 300 },
    ));
});
