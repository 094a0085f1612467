import { describe, expect, it } from 'vitest';
import { accountFile, openPoolRig, START, type PoolRig, ask } from '../../test/pool-rig.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import type { EnrolmentRequest } from './enrolment.service.js';

const tokens = (more: Partial<IssuedTokens> = {}): IssuedTokens => ({
  accessToken: 'at-new',
  refreshToken: 'rt-new',
  expiresInSeconds: 3600,
  scope: 'openid email',
  tokenType: 'Bearer',
  refreshTokenExpiresInSeconds: null,
  idToken: null,
  ...more,
});

const enrol = (rig: PoolRig, email: string, more: Partial<EnrolmentRequest> = {}) =>
  rig.enrolment.enrol({
    identity: { sub: `sub of ${email.toLowerCase()}`, email, emailVerified: true, name: null },
    tokens: tokens(),
    clientKey: 'default',
    by: 'sign_in',
    givenAccessToken: 'at-new',
    projectId: null,
    label: null,
    ...more,
  });

const messages = ({ lines }: PoolRig): string[] => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);

describe('enrolling', () => {
  it('creates an account that serves at once and is on disk before it is told', async () => {
    const rig = await openPoolRig();
    const { account, outcome } = await enrol(rig, 'New@example.com', { label: 'mine', projectId: 'p' });
    expect(outcome).toBe('created');
    expect(rig.stored(account.id)).toMatchObject({
      email: 'New@example.com',
      custom_label: 'mine',
      token: { refresh_token: 'rt-new', project_id: 'p', oauth_client_key: 'default' },
    });
    expect(rig.pool.choose(ask())).toMatchObject({ id: account.id, accessToken: 'at-new', projectId: 'p' });
    expect(rig.bus.types).toEqual(expect.arrayContaining(['account.added', 'pool.reloaded']));
    expect(messages(rig)).toContain('Account added (New@example.com)');
  });

  it('gives a disabled account its grant back, whatever the case of its e-mail, and it serves at once', async () => {
    const rig = await openPoolRig([
      accountFile('a', { disabled: true, disabled_at: 1, disabled_reason: 'invalid_grant: x' }),
    ]);
    expect(rig.pool.choose(ask())).toBeUndefined();
    const { outcome, warning } = await enrol(rig, 'A@EXAMPLE.com');
    expect([outcome, warning]).toEqual(['reenabled', null]);
    expect(rig.pool.choose(ask())?.accessToken).toBe('at-new');
    expect(rig.registry.size).toBe(1);
    expect(rig.stored('a')).toMatchObject({ token: { refresh_token: 'rt-new', issued_at: START } });
    expect(messages(rig)).toContain('Account re-enabled (a@example.com): credentials updated');
    expect(rig.bus.ofType('account.reenabled')).toEqual([
      { type: 'account.reenabled', account_id: 'a', email: 'a@example.com', by: 'sign_in' },
    ]);
  });

  it('changes nothing for identical tokens: a disabled account stays disabled', async () => {
    const file = accountFile('a', { disabled: true, sub: 'sub of a@example.com' });
    const rig = await openPoolRig([file]);
    const same = { tokens: tokens({ accessToken: 'at-a', refreshToken: 'rt-a' }), givenAccessToken: 'at-a' };
    expect((await enrol(rig, 'a@example.com', same)).outcome).toBe('unchanged');
    expect(rig.stored('a')).toEqual(file);
    expect(rig.bus.types).toEqual([]);
  });

  it('makes one account of one person who signs in twenty times at once', async () => {
    const rig = await openPoolRig();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        enrol(rig, index % 2 === 0 ? 'a@example.com' : 'A@Example.com', { givenAccessToken: null }),
      ),
    );
    expect(rig.registry.size).toBe(1);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      'created',
      ...Array.from({ length: 19 }, () => 'unchanged'),
    ]);
  });

  it('refuses a new account without a refresh token, and lets the next enrolment go on', async () => {
    const rig = await openPoolRig();
    await expect(enrol(rig, 'a@example.com', { tokens: tokens({ refreshToken: null }) })).rejects.toMatchObject({
      code: 'oauth.refresh_token_missing',
    });
    expect(rig.registry.size).toBe(0);
    expect((await enrol(rig, 'a@example.com')).outcome).toBe('created');
  });

  it('never gives an account to another person who now has its address', async () => {
    const file = accountFile('a', { sub: 'the first owner', disabled: true });
    const rig = await openPoolRig([file]);
    await expect(enrol(rig, 'a@example.com')).rejects.toMatchObject({
      code: 'account.identity_conflict',
      details: { id: 'a' },
    });
    expect(rig.stored('a')).toEqual(file);
    expect(rig.registry.size).toBe(1);
  });

  it('warns when Google gave no new refresh token, and keeps the old one', async () => {
    const rig = await openPoolRig([accountFile('a', { disabled: true })]);
    const result = await enrol(rig, 'a@example.com', { tokens: tokens({ refreshToken: null }) });
    expect([result.outcome, result.warning]).toEqual(['reenabled', 'refresh_token_kept']);
    expect(rig.stored('a')).toMatchObject({ token: { refresh_token: 'rt-a', access_token: 'at-new' } });
  });

  it('acknowledges nothing that the disk has refused', async () => {
    const rig = await openPoolRig([accountFile('a', { disabled: true })]);
    rig.store.failure = () => 'ENOSPC';
    await expect(enrol(rig, 'a@example.com')).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(enrol(rig, 'b@example.com')).rejects.toMatchObject({ code: 'storage.failed' });
    expect([rig.registry.size, rig.registry.get('a')?.disabled === null]).toEqual([1, false]);
    rig.store.failure = () => undefined;
    expect((await enrol(rig, 'a@example.com')).outcome).toBe('reenabled');
  });
});
