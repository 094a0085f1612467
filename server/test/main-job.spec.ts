import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../sandbox/token-endpoint.js';
import { startWorld, type Enrolled, type World } from './world.js';
import { signInAtGoogle } from './world-sign-in.js';

const unixSeconds = () => Math.floor(Date.now() / 1000);

/** Serves, revokes the grant of the account whose turn is next, and serves again. */
async function serveThroughADeath(world: World): Promise<Enrolled> {
  expect((await world.generate()).status).toBe(200);
  const first = world.accounts.find(({ email }) => email === world.servedBy[0]);
  const others = world.accounts.filter((account) => account !== first);
  const victim = others[0];
  if (!victim) throw new Error('Two accounts are needed');
  await world.google.revoke(victim.email);
  const told = world.nextEvent('account.disabled');
  // As many requests as there are accounts: one of them is the victim's turn.
  for (const [index] of world.accounts.entries()) expect((await world.generate(`Request ${index}`)).status).toBe(200);
  expect((await told).email).toBe(victim.email);
  await world.untilSaved(victim);
  return victim;
}

describe('a grant dies', () => {
  it('serves the caller from another account, and no caller sees an error', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const served = await world.generate('Afterwards');
    expect(served.body.candidates[0]?.content.parts[0]?.text).toBe('You said: Afterwards');
    expect(world.servedBy.at(-1)).not.toBe(victim.email);
    expect((await world.chat('In the other wire')).status).toBe(200);
  });

  it('writes the three fields into the account file and leaves the other accounts alone', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const file = await world.file(victim);
    expect(file['disabled']).toBe(true);
    expect(Number.isInteger(file['disabled_at'])).toBe(true);
    expect(Math.abs(Number(file['disabled_at']) - unixSeconds())).toBeLessThanOrEqual(5);
    expect(file['disabled_reason']).toMatch(/^invalid_grant: \S/);
    expect(file['proxy_disabled']).toBe(false);
    for (const other of world.accounts.filter((account) => account !== victim)) {
      expect((await world.file(other))['disabled']).toBe(false);
    }
  });

  it('says so in the two lines that people look for in the log', async () => {
    const world = await startWorld();
    const { email } = await serveThroughADeath(world);
    expect(world.log.messages.filter((line) => line.includes('invalid_grant'))).toEqual([
      `Token refresh failed (${email}): invalid_grant, trying next account`,
      `Disabling account due to invalid_grant (${email}): refresh_token likely revoked/expired`,
    ]);
  });

  it('tells it once in the events and shows status, cause and cure in the list of accounts', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const told = (await world.events()).filter(({ type }) => type === 'account.disabled');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ account_id: victim.id, email: victim.email });
    expect(told[0]?.['reason']).toMatch(/^invalid_grant: /);

    const view = await world.view(victim);
    expect(view).toMatchObject({ status: 'disabled', disabled: true, cause: 'revoked', proxy_disabled: false });
    expect(view.cure).toMatch(/sign in again/i);
    expect(view.disabled_at).toBe((await world.file(victim))['disabled_at']);
    const pool = await world.admin<{ skipped: { id: string; state: string; reason: string }[] }>('GET', '/api/pool');
    expect(pool.body.skipped).toEqual([
      {
        id: victim.id,
        email: victim.email,
        state: 'disabled',
        reason: expect.stringMatching(/^disabled: invalid_grant: /) as string,
      },
    ]);
  });

  it('asks the token endpoint about the dead grant once, however many requests follow', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    for (let request = 0; request < 20; request += 1) expect((await world.generate()).status).toBe(200);
    expect(world.refreshesOf(victim.token.refresh_token).map(({ outcome }) => outcome)).toEqual(['invalid_grant']);
    const sent = world.gemini.journal.filter(
      ({ accessTokenSha256 }) => accessTokenSha256 === sha256Hex(victim.token.access_token),
    );
    // The one that was refused with 401 and led to the refresh.
    expect(sent).toHaveLength(1);
  });

  it('stays dead over restarts, which ask the token endpoint nothing about it', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const before = await world.fileText(victim);
    const asked = world.refreshesOf(victim.token.refresh_token).length;
    for (let restart = 0; restart < 3; restart += 1) {
      await world.restart();
      expect(world.log.messages).toContain(`Skipping disabled account ${victim.email}`);
      expect(await world.view(victim)).toMatchObject({ status: 'disabled', cause: 'revoked' });
      expect((await world.generate()).status).toBe(200);
    }
    expect(world.refreshesOf(victim.token.refresh_token)).toHaveLength(asked);
    expect(await world.fileText(victim)).toBe(before);
  });

  it('refuses to refresh a disabled account by hand, with the cure and without a call', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const asked = world.google.journal.length;
    const refused = await world.admin('POST', `/api/accounts/${victim.id}/refresh`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'account.disabled',
      hint: expect.stringMatching(/sign in again/i) as string,
    });
    expect(world.google.journal).toHaveLength(asked);
  });
});

describe('its owner signs in again in the browser', () => {
  it('clears the three fields, reloads the pool, says so, and serves with it at once', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.google.revoke(only.email);
    expect((await world.generate()).status).toBe(503);
    await world.untilSaved(only);
    const reenabled = world.nextEvent('account.reenabled', only);
    const reloaded = world.nextEvent('pool.reloaded');

    const page = await signInAtGoogle(world, { account: only, as: only.email });
    expect(page).toEqual({ signin: 'reenabled', account_id: only.id });
    expect((await world.generate('I am back')).status).toBe(200);
    expect(world.servedBy.at(-1)).toBe(only.email);

    expect((await reenabled)['by']).toBe('sign_in');
    expect(await reloaded).toMatchObject({ loaded: 1, skipped: 0 });
    expect(world.log.messages).toContain(`Account re-enabled (${only.email}): credentials updated`);
    const file = await world.file(only);
    for (const field of ['disabled', 'disabled_at', 'disabled_reason']) expect(file).not.toHaveProperty(field);
    expect(file['token']).not.toMatchObject({ refresh_token: only.token.refresh_token });
    expect(await world.view(only)).toMatchObject({
      status: 'ready',
      disabled: false,
      cause: null,
      disabled_reason: null,
    });
  });

  it('needs no restart, and stays enabled after one', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    await signInAtGoogle(world, { account: victim, as: victim.email });
    await world.restart();
    expect(world.log.messages.filter((line) => line.startsWith('Skipping'))).toEqual([]);
    expect(await world.view(victim)).toMatchObject({ status: 'ready', disabled: false });
  });

  it('takes another person for nobody but that person: nothing is overwritten', async () => {
    const world = await startWorld();
    const victim = await serveThroughADeath(world);
    const before = await Promise.all(world.accounts.map((account) => world.fileText(account)));
    const page = await signInAtGoogle(world, { account: victim, as: 'dave@example.com' });
    expect(page).toMatchObject({ signin: 'other_person', flow: expect.any(String) as string });
    expect(await Promise.all(world.accounts.map((account) => world.fileText(account)))).toEqual(before);
    expect((await world.view(victim)).status).toBe('disabled');
  });
});

describe('an account file of an earlier tool', () => {
  it('keeps every field that Regrant does not know, byte for byte, through death and recovery', async () => {
    const foreign = [
      '  "device_profile": { "machine_id" : "auth0|user_x", "mac":"0x7f",   "dev_device_id": "\\u0041" },',
      '  "live_limited_models" : ["a",  "b" ],',
      '  "quota": {"models":[{"name":"x","percentage":12.50}],"last_updated":9223372036854775807},',
    ];
    const world = await startWorld({
      accounts: 2,
      before: async ({ accounts }) => {
        for (const { path } of accounts) {
          const text = await readFile(path, 'utf8');
          await writeFile(path, text.replace('{\n', `{\n${foreign.join('\n')}\n`).replaceAll('\n', '\r\n'));
          await appendFile(path, '\r\n');
        }
      },
    });
    const hasAll = async (account: Enrolled) => {
      const text = await world.fileText(account);
      for (const line of foreign) expect(text).toContain(`\r\n${line}\r\n`);
      expect(text.endsWith('}\r\n\r\n')).toBe(true);
    };
    const victim = await serveThroughADeath(world);
    await hasAll(victim);
    expect((await world.file(victim))['disabled']).toBe(true);
    await signInAtGoogle(world, { account: victim, as: victim.email });
    await hasAll(victim);
    expect(await world.file(victim)).not.toHaveProperty('disabled');
  });
});
