import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disable, relabel } from '../../src/core/accounts/changes.js';
import type { CookieBrowser } from './cookie-browser.js';
import { startOAuthRig, type OAuthRig } from './oauth-rig.js';

let rig: OAuthRig;
let browser: CookieBrowser;

const begin = async (options?: Parameters<typeof startOAuthRig>[0]) => {
  rig = await startOAuthRig(options);
  browser = await rig.signedInBrowser();
};
beforeEach(() => begin());
afterEach(() => rig.stop());

const add = (body: object) => rig.call(browser, 'POST', '/api/accounts', body);
const mint = async (email = 'alice@example.com') => (await rig.google.mint(email)).refreshToken;
const only = () => {
  const [account, ...more] = rig.accounts();
  if (!account || more.length > 0) throw new Error(`${rig.accounts().length} accounts instead of one`);
  return account;
};
const die = () =>
  rig.registry.change(
    only().id,
    () => [...disable('invalid_grant: gone', 1_700_000_000), ...relabel('mine')],
    'refresh',
  );

describe('adding by refresh token', () => {
  it('adds whoever Google says it is, with what was typed', async () => {
    const answer = await add({ refresh_token: ` ${await mint()}\n`, custom_label: 'Team', project_id: 'p-1' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        outcome: 'created',
        account: { email: 'alice@example.com', custom_label: 'Team', project_id: 'p-1', status: 'ready' },
      },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/ya29|1\/\/0/);
    expect(only().sub).toBe('109300000000000000001');
    expect(rig.google.journal).toHaveLength(1);
  });

  it('brings a disabled account back with a new token, and leaves it disabled with its old one', async () => {
    const first = await mint();
    await add({ refresh_token: first });
    die();
    expect(await add({ refresh_token: first })).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    expect(only().disabled).not.toBeNull();
    expect(await add({ refresh_token: await mint() })).toMatchObject({
      status: 200,
      body: { outcome: 'reenabled', account: { disabled: false, custom_label: 'mine' } },
    });
  });

  it('changes nothing when the token is dead', async () => {
    await add({ refresh_token: await mint() });
    const before = only();
    const dead = await mint();
    await rig.google.expire('alice@example.com');
    expect(await add({ refresh_token: dead })).toMatchObject({ status: 422, body: { code: 'grant.refresh_rejected' } });
    expect(await add({ refresh_token: before.grant.refreshToken ?? '' })).toMatchObject({ status: 422 });
    expect(await add({ refresh_token: 'nonsense' })).toMatchObject({ status: 422 });
    expect(only()).toEqual(before);
    expect(rig.log.join('')).not.toContain(dead);
  });

  it.each([
    ['unauthorized_client', 401, 422, 'grant.issued_to_other_client'],
    ['invalid_client', 401, 502, 'oauth_client.misconfigured'],
    ['invalid_scope', 400, 502, 'oauth_client.misconfigured'],
    ['temporarily_unavailable', 400, 502, 'grant.refresh_unavailable'],
    ['invalid_grant', 503, 502, 'grant.refresh_unavailable'],
  ])('explains %s under HTTP %i', async (error, status, answered, code) => {
    const token = await mint();
    rig.google.faults.token = { status, body: { error } };
    expect(await add({ refresh_token: token })).toMatchObject({ status: answered, body: { code } });
    expect(rig.accounts()).toEqual([]);
  });

  it('refuses an e-mail, a missing token and a wrong type before asking anybody', async () => {
    for (const body of [
      { refresh_token: 'x', email: 'a@example.com' },
      {},
      { refresh_token: 5 },
      { refresh_token: '  ' },
      [],
    ]) {
      expect((await add(body)).status).toBe(400);
    }
    expect(rig.google.journal).toEqual([]);
  });

  it('refuses a person whose address Google does not vouch for', async () => {
    rig.google.faults.userinfo = { status: 200, body: { sub: '1', email: 'a@example.com', email_verified: 'true' } };
    expect(await add({ refresh_token: await mint() })).toMatchObject({
      status: 422,
      body: { code: 'oauth.email_unverified' },
    });
  });

  it('adds one account when two paste the same token at once', async () => {
    const token = await mint();
    const answers = await Promise.all([add({ refresh_token: token }), add({ refresh_token: token })]);
    expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['created', 'unchanged']);
    expect(only().grant.refreshToken).toBe(token);
  });

  it('lets nobody wait longer than ten seconds, and still uses the late answer', async () => {
    const token = await mint();
    const held = rig.google.hold();
    const answer = add({ refresh_token: token });
    await held.arrived();
    rig.clock.advance(10_000);
    expect(await answer).toMatchObject({ status: 502, body: { code: 'grant.refresh_unavailable' } });
    expect(rig.accounts()).toEqual([]);
    const enrolled = new Promise<void>((resolve) => rig.registry.onChange(() => resolve()));
    held.release();
    await enrolled;
    expect(only().grant.refreshToken).toBe(token);
  });
});

describe('adding by a refresh token that the server rotates', () => {
  const unavailable = { status: 500, body: 'no' };
  beforeEach(async () => {
    await rig.stop();
    await begin({ google: { rotateRefreshTokens: true } });
  });

  it('keeps the new one, not the one that was pasted', async () => {
    const token = await mint();
    expect(await add({ refresh_token: token })).toMatchObject({ status: 200, body: { outcome: 'created' } });
    expect(only().grant.refreshToken).not.toBe(token);
  });

  it('does not lose the new one of an account when the userinfo endpoint fails', async () => {
    await add({ refresh_token: await mint() });
    const held = only().grant.refreshToken ?? '';
    rig.google.faults.userinfo = unavailable;
    expect(await add({ refresh_token: held })).toMatchObject({ status: 502, body: { code: 'oauth.userinfo_failed' } });
    const rotated = only().grant.refreshToken ?? '';
    expect(rotated).not.toBe(held);
    rig.google.faults.userinfo = undefined;
    expect(await add({ refresh_token: rotated })).toMatchObject({ status: 200 });
  });

  it('hands the new one to its account before it is asked whose it is: no refresh sends the old one again', async () => {
    await add({ refresh_token: await mint() });
    const held = only().grant.refreshToken ?? '';
    const storedWhenAsked: (string | null)[] = [];
    Object.defineProperty(rig.google.faults, 'userinfo', {
      get: () => void storedWhenAsked.push(only().grant.refreshToken),
    });
    expect(await add({ refresh_token: held })).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    expect(storedWhenAsked).toEqual([only().grant.refreshToken]);
    expect(storedWhenAsked).not.toContain(held);
  });

  it('goes on with the new one when the same token is pasted again', async () => {
    const token = await mint();
    rig.google.faults.userinfo = unavailable;
    expect(await add({ refresh_token: token })).toMatchObject({ status: 502 });
    expect(await add({ refresh_token: token })).toMatchObject({ status: 502 });
    rig.google.faults.userinfo = undefined;
    expect(await add({ refresh_token: token })).toMatchObject({ status: 200, body: { outcome: 'created' } });
  });

  it('goes on with the new one after the disk refused it', async () => {
    const token = await mint();
    rig.store.failWith('ENOSPC');
    expect(await add({ refresh_token: token })).toMatchObject({ status: 503, body: { code: 'storage.failed' } });
    rig.store.failWith(undefined);
    expect(await add({ refresh_token: token })).toMatchObject({ status: 200, body: { outcome: 'created' } });
  });
});
