import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LiveBus } from '../src/events/live-bus.js';
import { editByHand } from './by-hand.js';
import { startWorld } from './world.js';

/** How soon a change on disk must be known. */
const SOON_MS = 2000;

async function within<T>(limitMs: number, happening: Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await happening;
  expect(performance.now() - startedMs).toBeLessThanOrEqual(limitMs);
  return result;
}

describe('an account file changed by hand', () => {
  it('brings a disabled account back with a new refresh token, within 2 s and without a restart', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.letDie(only);
    const { refreshToken, accessToken } = await world.google.mint(only.email);
    const reenabled = world.nextEvent('account.reenabled', only);
    editByHand(only, ({ disabled_at: _at, disabled_reason: _reason, ...file }) => ({
      ...file,
      disabled: false,
      token: { ...only.token, refresh_token: refreshToken, access_token: accessToken },
    }));
    expect(await within(SOON_MS, reenabled)).toMatchObject({ by: 'file' });
    expect((await world.generate()).status).toBe(200);
    expect(await world.view(only)).toMatchObject({ status: 'ready', disabled: false });
  });

  it('refreshes at once when it brings a refresh token alone', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.letDie(only);
    const { refreshToken } = await world.google.mint(only.email);
    const refreshed = world.nextEvent('grant.refreshed', only);
    editByHand(only, ({ disabled_at: _at, disabled_reason: _reason, ...file }) => ({
      ...file,
      disabled: false,
      token: { ...only.token, refresh_token: refreshToken, expiry_timestamp: 0 },
    }));
    await within(SOON_MS, refreshed);
    expect((await world.generate()).status).toBe(200);
  });

  it('that brings new tokens alone clears the three fields by itself', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.letDie(only);
    const { refreshToken, accessToken } = await world.google.mint(only.email);
    const reenabled = world.nextEvent('account.reenabled', only);
    editByHand(only, (file) => ({
      ...file,
      token: { ...only.token, refresh_token: refreshToken, access_token: accessToken },
    }));
    expect(await within(SOON_MS, reenabled)).toMatchObject({ by: 'file' });
    expect((await world.generate()).status).toBe(200);
    await world.untilSaved(only);
    expect(await world.file(only)).not.toHaveProperty('disabled');
    expect(world.log.messages).toContain(`Account re-enabled (${only.email}): credentials updated`);
  });

  it('is a trap when only the access token is new: it serves until the next refresh, and is disabled again once', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.letDie(only);
    const { accessToken } = await world.google.mint(only.email);
    const reenabled = world.nextEvent('account.reenabled', only);
    editByHand(only, (file) => ({ ...file, token: { ...only.token, access_token: accessToken } }));
    await within(SOON_MS, reenabled);
    expect((await world.generate()).status).toBe(200);
    await world.google.expireAccessTokens(only.email);
    expect((await world.generate()).status).toBe(503);
    await world.untilSaved(only);
    expect(await world.file(only)).toMatchObject({ disabled: true });
    const flaps = (await world.events()).filter(({ type }) => type === 'account.disabled');
    expect(flaps).toHaveLength(2);
  });

  it('leaves a disabled account alone when it changes anything but the tokens', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.letDie(only);
    const updated = world.nextEvent('account.updated', only);
    editByHand(only, (file) => ({ ...file, custom_label: 'still dead', quota: {} }));
    await within(SOON_MS, updated);
    expect(await world.view(only)).toMatchObject({ status: 'disabled', custom_label: 'still dead' });
    expect((await world.generate()).status).toBe(503);
  });

  it('takes an account out of the pool when it is marked as paused', async () => {
    const world = await startWorld({ accounts: 2 });
    const paused = world.account(0);
    const told = world.nextEvent('account.proxy_disabled', paused);
    editByHand(paused, (file) => ({ ...file, proxy_disabled: true, proxy_disabled_reason: 'by an editor' }));
    expect(await within(SOON_MS, told)).toMatchObject({ reason: 'by an editor', by: 'file' });
    for (let request = 0; request < 4; request += 1) expect((await world.generate()).status).toBe(200);
    expect(world.servedBy).not.toContain(paused.email);
  });

  it('keeps serving when it is written again and again in place, half-written states included', async () => {
    const world = await startWorld({ accounts: 2 });
    const edited = world.account(0);
    const text = await world.fileText(edited);
    for (let round = 0; round < 30; round += 1) {
      await writeFile(edited.path, text.slice(0, 200));
      expect((await world.generate()).status).toBe(200);
      await writeFile(edited.path, text.replace('"custom_label": null', `"custom_label": "round ${round}"`));
      expect((await world.generate()).status).toBe(200);
    }
    // Whether the half-written state before it was noticed decides what the last one counts as: it is there, that is all.
    editByHand(edited, (file) => ({ ...file, custom_label: 'the last word' }));
    const last = { status: 'ready', custom_label: 'the last word' };
    await vi.waitFor(async () => expect(await world.view(edited)).toMatchObject(last), { timeout: SOON_MS });
  });
});

describe('an account file that comes and goes', () => {
  it('adds an account that serves when it is dropped in', async () => {
    const world = await startWorld({ accounts: 0 });
    const added = world.nextEvent('account.added');
    await world.sandbox.enrol(world.dataDirectory, 'carol@example.com');
    expect(await within(SOON_MS, added)).toMatchObject({ email: 'carol@example.com', by: 'file' });
    expect((await world.generate()).status).toBe(200);
    expect(world.servedBy).toEqual(['carol@example.com']);
  });

  it('takes the account out when it is removed, and takes it back when it returns', async () => {
    const world = await startWorld({ accounts: 2 });
    const [gone, other] = [world.account(0), world.account(1)];
    const away = join(world.dataDirectory, 'kept-elsewhere.json');
    const removed = world.nextEvent('account.removed', gone);
    await rename(gone.path, away);
    await within(SOON_MS, removed);
    for (let request = 0; request < 4; request += 1) expect((await world.generate()).status).toBe(200);
    expect(new Set(world.servedBy)).toEqual(new Set([other.email]));

    const added = world.nextEvent('account.added', gone);
    await rename(away, gone.path);
    await within(SOON_MS, added);
    expect((await world.view(gone)).status).toBe('ready');
  });

  it('is not brought back by a refresh that was under way when it was removed', async () => {
    const world = await startWorld({ accounts: 2 });
    const gone = world.account(0);
    const barrier = world.google.hold(({ email }) => email === gone.email);
    const refreshing = world.admin('POST', `/api/accounts/${gone.id}/refresh`);
    await barrier.arrived();
    const removed = world.nextEvent('account.removed', gone);
    await rm(gone.path);
    await within(SOON_MS, removed);
    barrier.release();
    expect((await refreshing).status).toBe(404);
    await expect(world.fileText(gone)).rejects.toMatchObject({ code: 'ENOENT' });
    await world.restart();
    expect((await world.admin<{ accounts: object[] }>('GET', '/api/accounts')).body.accounts).toHaveLength(1);
  });
});

describe('an edit at the moment of a write of ours', () => {
  it('is kept together with the three fields of a disable', async () => {
    const world = await startWorld({ accounts: 2 });
    const victim = world.account(0);
    // The event is told when memory has changed and nothing is written yet: the editor saves right then.
    const stop = world.regrant.app.get(LiveBus).subscribe(({ type }) => {
      if (type === 'account.disabled') editByHand(victim, (file) => ({ ...file, note_of_an_editor: 'kept' }));
    });
    await world.letDie(victim);
    stop();
    expect(await world.file(victim)).toMatchObject({ note_of_an_editor: 'kept', disabled: true });
  });

  it('is kept when a change of ours follows before it was noticed', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    for (let round = 0; round < 20; round += 1) {
      editByHand(only, (file) => ({ ...file, [`note_${round}`]: round }));
      await world.admin('PATCH', `/api/accounts/${only.id}`, { custom_label: `label ${round}` });
      const file = JSON.parse(readFileSync(only.path, 'utf8')) as Record<string, unknown>;
      expect([file['custom_label'], file[`note_${round}`], file['note_0']]).toEqual([`label ${round}`, round, 0]);
    }
  });

  it('that gives a new grant wins over a refusal of the old one', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    const fresh = await world.google.mint(only.email);
    world.google.faults.token = ({ refreshToken }) =>
      refreshToken === only.token.refresh_token ? { status: 400, body: { error: 'invalid_grant' } } : undefined;
    const barrier = world.google.hold();
    const refreshing = world.admin('POST', `/api/accounts/${only.id}/refresh`);
    await barrier.arrived();
    const adopted = world.nextEvent('account.updated', only);
    const token = { ...only.token, refresh_token: fresh.refreshToken, access_token: fresh.accessToken };
    editByHand(only, (file) => ({ ...file, token }));
    await adopted;
    barrier.release();
    expect((await refreshing).body).toMatchObject({ outcome: 'superseded' });
    expect(await world.file(only)).toMatchObject({ disabled: false, token: { refresh_token: fresh.refreshToken } });
    expect((await world.generate()).status).toBe(200);
  });
});
