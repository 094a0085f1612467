import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JsonObject } from '../src/core/accounts/document.js';
import type { AccountStore, OutsideChange } from '../src/core/ports/account-store.js';

/** A store in a world of its own, with a way to be the outside world. */
export interface StoreUnderTest {
  readonly store: AccountStore;
  /** Another store on the same data, as after a restart. */
  reopen(): AccountStore;
  outsideWrite(id: string, text: string): Promise<void>;
  outsideRemove(id: string): Promise<void>;
  close(): Promise<void>;
}

const ACCOUNT: JsonObject = {
  email: 'a@example.com',
  token: { access_token: 'at-1', refresh_token: 'rt-1', expiry_timestamp: 1700003599 },
  custom_label: null,
  theirs: { kept: [1, 2, { three: true }] },
};

const text = (document: JsonObject): string => JSON.stringify(document, null, 2);

/** What every account store does, whatever it keeps accounts in. */
export function describeAccountStore(name: string, open: () => Promise<StoreUnderTest>): void {
  const opened = async (): Promise<StoreUnderTest> => {
    const world = await open();
    onTestFinished(() => world.close());
    return world;
  };
  const watched = async (store: AccountStore): Promise<OutsideChange[]> => {
    const changes: OutsideChange[] = [];
    const stop = await store.watch((change) => changes.push(change));
    onTestFinished(stop);
    return changes;
  };

  describe(`${name}, as any account store`, () => {
    it('starts without accounts', async () => {
      const { store } = await opened();
      expect(await store.list()).toEqual([]);
      expect(await store.load('nobody')).toBeUndefined();
    });

    it('creates an account under a new id, which is its first field, and still has it after a restart', async () => {
      const { store, reopen } = await opened();
      const created = await store.create({ ...ACCOUNT, id: 'not-this' });
      expect(created.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(created.document).toEqual({ ...ACCOUNT, id: created.id });
      expect(Object.keys(created.document)[0]).toBe('id');
      expect(await store.load(created.id)).toEqual(created);
      expect(await reopen().list()).toEqual([created]);
    });

    it('changes only the named fields', async () => {
      const { store, reopen } = await opened();
      const { id, revision } = await store.create(ACCOUNT);
      const outcome = await store.patch(id, [
        { path: ['token', 'access_token'], value: 'at-2' },
        { path: ['disabled'], value: true },
        { path: ['custom_label'], value: undefined },
        { path: ['deep', 'er'], value: [] },
      ]);
      const { custom_label: _removed, ...rest } = ACCOUNT;
      const document = {
        ...rest,
        id,
        token: { access_token: 'at-2', refresh_token: 'rt-1', expiry_timestamp: 1700003599 },
        disabled: true,
        deep: { er: [] },
      };
      expect(outcome).toMatchObject({ kind: 'written', document });
      expect(outcome).not.toMatchObject({ revision });
      expect(await reopen().load(id)).toMatchObject({ kind: 'readable', document });
    });

    it('does not call it a change when the fields hold the values already', async () => {
      const { store } = await opened();
      const { id, revision } = await store.create(ACCOUNT);
      const edits = [
        { path: ['email'], value: 'a@example.com' },
        { path: ['never', 'there'], value: undefined },
      ] as const;
      expect(await store.patch(id, edits)).toMatchObject({ kind: 'unchanged', revision });
      expect(await store.patch(id, [])).toMatchObject({ kind: 'unchanged', revision });
    });

    it('writes nothing when the refresh token is no longer the expected one', async () => {
      const { store } = await opened();
      const created = await store.create(ACCOUNT);
      const disable = [{ path: ['disabled'], value: true }] as const;
      const stale = await store.patch(created.id, disable, { expectedRefreshToken: 'rt-0' });
      expect(stale).toEqual({ kind: 'superseded', document: created.document, revision: created.revision });
      expect(await store.load(created.id)).toEqual(created);
      expect(await store.patch(created.id, disable, { expectedRefreshToken: null })).toMatchObject({
        kind: 'superseded',
      });
      expect(await store.patch(created.id, disable, { expectedRefreshToken: 'rt-1' })).toMatchObject({
        kind: 'written',
      });
    });

    it('takes null for an account that holds no refresh token', async () => {
      const { store } = await opened();
      const { id } = await store.create({ email: 'b@example.com' });
      const edit = [{ path: ['priority'], value: 1 }] as const;
      expect(await store.patch(id, edit, { expectedRefreshToken: 'rt-1' })).toMatchObject({ kind: 'superseded' });
      expect(await store.patch(id, edit, { expectedRefreshToken: null })).toMatchObject({ kind: 'written' });
    });

    it('lets concurrent patches of one account all hold', async () => {
      const { store } = await opened();
      const { id } = await store.create(ACCOUNT);
      const keys = Array.from({ length: 20 }, (_, index) => `field_${index}`);
      await Promise.all(keys.map((key) => store.patch(id, [{ path: [key], value: key }])));
      const after = Object.fromEntries(keys.map((key) => [key, key]));
      expect(await store.load(id)).toMatchObject({ document: { ...ACCOUNT, ...after } });
    });

    it('removes an account once, and does not bring it back', async () => {
      const { store, reopen } = await opened();
      const { id } = await store.create(ACCOUNT);
      expect(await store.remove(id)).toBe(true);
      expect(await store.remove(id)).toBe(false);
      expect(await store.patch(id, [{ path: ['disabled'], value: true }])).toEqual({ kind: 'missing' });
      expect(await reopen().list()).toEqual([]);
    });

    it('shows what cannot be read, and never writes over it', async () => {
      const { store, outsideWrite, outsideRemove } = await opened();
      await outsideWrite('broken', '{"email": "a@exam');
      const reason = expect.stringMatching(/JSON/) as string;
      expect(await store.list()).toEqual([{ kind: 'unreadable', id: 'broken', reason }]);
      expect(await store.patch('broken', [{ path: ['disabled'], value: true }])).toEqual({
        kind: 'unreadable',
        reason,
      });
      expect(await store.load('broken')).toEqual({ kind: 'unreadable', id: 'broken', reason });
      await outsideRemove('broken');
      expect(await store.list()).toEqual([]);
    });

    it('keeps what others changed when it writes', async () => {
      const { store, outsideWrite } = await opened();
      const { id } = await store.create(ACCOUNT);
      await outsideWrite(id, text({ ...ACCOUNT, id, custom_label: 'theirs', extra: 1 }));
      const outcome = await store.patch(id, [{ path: ['disabled'], value: true }]);
      expect(outcome).toMatchObject({
        kind: 'written',
        document: { custom_label: 'theirs', extra: 1, disabled: true },
      });
    });

    it('tells of accounts that others add, change, damage and remove', async () => {
      const { store, outsideWrite, outsideRemove } = await opened();
      const { id } = await store.create(ACCOUNT);
      const changes = await watched(store);
      await outsideWrite('dropped-in', text({ email: 'b@example.com' }));
      await outsideWrite(id, text({ ...ACCOUNT, id, custom_label: 'theirs' }));
      await vi.waitFor(
        () => expect(new Set(changes.map((change) => change.id))).toEqual(new Set(['dropped-in', id])),
        3000,
      );
      expect(changes.find((change) => change.id === id)?.stored).toMatchObject({
        document: { custom_label: 'theirs' },
      });
      await outsideWrite(id, '{');
      await vi.waitFor(() => expect(changes.at(-1)).toMatchObject({ id, stored: { kind: 'unreadable' } }), 3000);
      await outsideRemove('dropped-in');
      await vi.waitFor(() => expect(changes.at(-1)).toEqual({ id: 'dropped-in', stored: undefined }), 3000);
    });

    it('does not tell of its own changes, and tells nobody who has stopped listening', async () => {
      const { store, outsideWrite } = await opened();
      const changes = await watched(store);
      const deaf: OutsideChange[] = [];
      await (
        await store.watch((change) => deaf.push(change))
      )();
      const { id } = await store.create(ACCOUNT);
      const gone = await store.create(ACCOUNT);
      await store.patch(id, [{ path: ['disabled'], value: true }]);
      await store.remove(gone.id);
      await outsideWrite('last', text({ email: 'z@example.com' }));
      await vi.waitFor(() => expect(changes.at(-1)).toMatchObject({ id: 'last' }), 3000);
      expect(changes).toHaveLength(1);
      expect(deaf).toEqual([]);
    });
  });
}
