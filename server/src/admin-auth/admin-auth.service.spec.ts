import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../test/fakes/memory-log.js';
import { turn } from '../../test/turn.js';
import { SecretsStore, secretsSchema, type Secrets } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { AdminAuth } from './admin-auth.service.js';
import { AdminGate } from './admin-gate.js';
import { AdminGuard } from './admin.guard.js';
import { AdminPassword } from './admin-password.js';
import { AdminSessions } from './admin-sessions.js';
import { AllowedOrigins } from './allowed-origins.js';
import { Public } from './public.decorator.js';

const ADMIN_TOKEN = 'an-admin-token-for-scripts';
const DAY_MS = 86_400_000;

function newAuth(env: Record<string, string> = { REGRANT_ADMIN_TOKEN: ADMIN_TOKEN }, initial: Partial<Secrets> = {}) {
  const disk: { content: Secrets | undefined; failure: Error | undefined } = { content: undefined, failure: undefined };
  const settings = new SettingsService({ argv: [], env, file: {} }, { save: async () => undefined });
  const secrets = new SecretsStore(secretsSchema.parse(initial), {
    save: async (content) => {
      if (disk.failure) throw disk.failure;
      disk.content = content;
    },
  });
  const clock = new ManualClock();
  const { log, lines } = openMemoryLog();
  const sessions = new AdminSessions(secrets, clock, log);
  const origins = new AllowedOrigins(settings);
  const auth = new AdminAuth(settings, secrets, sessions, origins, new AdminPassword(settings, secrets, clock));
  const withCookie = (value: string) => ({ headers: { cookie: `regrant_8045=${value}` } });
  return { settings, secrets, clock, lines, sessions, origins, auth, disk, withCookie };
}

const tokenOf = (link: string): string => link.split('#token=')[1] ?? '';
const rejected = { code: 'auth.rejected' };

describe('signing in', () => {
  it('works once with a link, whose token is in the fragment and has 256 random bits', async () => {
    const { auth } = newAuth();
    const link = auth.newSignInLink();
    expect(link).toMatch(/^http:\/\/localhost:8045\/sign-in#token=[\w-]{43}$/);
    expect(auth.newSignInLink()).not.toBe(link);
    await auth.signIn({ token: tokenOf(link) });
    await expect(auth.signIn({ token: tokenOf(link) })).rejects.toMatchObject(rejected);
  });

  it('works for one of many who use the same link at once', async () => {
    const { auth } = newAuth();
    const token = tokenOf(auth.newSignInLink());
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => auth.signIn({ token })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does not use up the link when the session cannot be kept', async () => {
    const { auth, disk } = newAuth();
    const token = tokenOf(auth.newSignInLink());
    disk.failure = new Error('ENOSPC');
    await expect(auth.signIn({ token })).rejects.toThrow('ENOSPC');
    disk.failure = undefined;
    await auth.signIn({ token });
    await expect(auth.signIn({ token })).rejects.toMatchObject(rejected);
  });

  it('works with the admin token as often as one likes, the one set before the one stored', async () => {
    const stored = 'the-stored-admin-token';
    const { auth } = newAuth({ REGRANT_ADMIN_TOKEN: ADMIN_TOKEN }, { admin_token: stored });
    await auth.signIn({ token: ADMIN_TOKEN });
    await auth.signIn({ token: ADMIN_TOKEN });
    await expect(auth.signIn({ token: stored })).rejects.toMatchObject(rejected);
    await newAuth({}, { admin_token: stored }).auth.signIn({ token: stored });
  });

  it.each([
    '',
    'x',
    'undefined',
    'null',
    ADMIN_TOKEN.slice(0, -1),
    `${ADMIN_TOKEN} `,
    ADMIN_TOKEN.toUpperCase(),
    'x'.repeat(1_000_000),
    'ü',
  ])('does not work with another token (%#)', async (token) => {
    await expect(newAuth().auth.signIn({ token })).rejects.toMatchObject(rejected);
    await expect(newAuth({}).auth.signIn({ token })).rejects.toMatchObject(rejected);
  });

  it('works with the password if there is one, and with nothing in its place if there is none', async () => {
    const { auth } = newAuth({ REGRANT_ADMIN_PASSWORD: 'correct horse' });
    await auth.signIn({ password: 'correct horse' });
    await expect(auth.signIn({ password: 'Correct horse' })).rejects.toMatchObject(rejected);
    for (const password of ['', 'undefined', 'null'])
      await expect(newAuth().auth.signIn({ password })).rejects.toMatchObject(rejected);
  });
});

describe('a session', () => {
  it('is known by a digest alone, survives a restart, and ends on this side too', async () => {
    const { auth, sessions, secrets, disk, withCookie } = newAuth();
    const value = await auth.signIn({ token: ADMIN_TOKEN });
    expect(JSON.stringify(disk.content)).not.toContain(value);
    const again = newAuth({}, secrets.current);
    expect(again.auth.rightOf(withCookie(value))).toBe('session');
    let ended = 0;
    sessions.onEnd(() => (ended += 1));
    await sessions.end(value);
    expect([auth.rightOf(withCookie(value)), ended]).toEqual([undefined, 1]);
  });

  it('ends after seven days without use, and after thirty in any case', async () => {
    const { auth, clock, withCookie } = newAuth();
    const idle = await auth.signIn({ token: ADMIN_TOKEN });
    const busy = await auth.signIn({ token: ADMIN_TOKEN });
    for (let day = 0; day < 29; day += 1) {
      clock.advance(DAY_MS);
      expect(auth.rightOf(withCookie(busy))).toBe('session');
      await turn();
    }
    expect(auth.rightOf(withCookie(idle))).toBeUndefined();
    clock.advance(DAY_MS);
    expect(auth.rightOf(withCookie(busy))).toBeUndefined();
  });

  it('goes on when being seen cannot be written down', async () => {
    const { auth, clock, disk, withCookie, lines } = newAuth();
    const value = await auth.signIn({ token: ADMIN_TOKEN });
    disk.failure = new Error('EROFS');
    clock.advance(DAY_MS);
    expect(auth.rightOf(withCookie(value))).toBe('session');
    await turn();
    expect(lines.join('')).toContain('could not be marked as seen');
  });

  it('is one of a hundred at most', async () => {
    const { auth, secrets, withCookie } = newAuth();
    const first = await auth.signIn({ token: ADMIN_TOKEN });
    for (let count = 0; count < 100; count += 1) await auth.signIn({ token: ADMIN_TOKEN });
    expect(secrets.current.sessions).toHaveLength(100);
    expect(auth.rightOf(withCookie(first))).toBeUndefined();
  });
});

describe('the right of a request', () => {
  it('is the admin token’s or the session’s, and nobody’s when two claim to be the session', async () => {
    const { auth, withCookie } = newAuth();
    const value = await auth.signIn({ token: ADMIN_TOKEN });
    expect(auth.rightOf({ headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })).toBe('admin_token');
    expect(auth.rightOf({ headers: { authorization: `bearer  ${ADMIN_TOKEN}` } })).toBe('admin_token');
    expect(auth.rightOf(withCookie(value))).toBe('session');
    expect(auth.rightOf({ headers: { cookie: `a=b; regrant_8045=${value}; c=d` } })).toBe('session');
    expect(auth.rightOf({ headers: { cookie: `regrant_8045=${value}; regrant_8045=tossed` } })).toBeUndefined();
    expect(auth.rightOf({ headers: { cookie: `regrant_8046=${value}` } })).toBeUndefined();
    expect(auth.rightOf({ headers: {} })).toBeUndefined();
  });

  it('is not the cookie’s when a wrong bearer token came along', async () => {
    const { auth, withCookie } = newAuth();
    const { cookie } = withCookie(await auth.signIn({ token: ADMIN_TOKEN })).headers;
    expect(auth.rightOf({ headers: { authorization: 'Bearer wrong', cookie } })).toBeUndefined();
  });

  it('opens a socket only under our name, from our page, with a session or the admin token', async () => {
    const { auth, withCookie } = newAuth();
    const { cookie } = withCookie(await auth.signIn({ token: ADMIN_TOKEN })).headers;
    const may = (headers: Record<string, string>) => auth.mayConnect({ headers });
    const host = 'localhost:8045';
    expect(may({ host, cookie, origin: `http://${host}` })).toBe(true);
    expect(may({ host, authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(true);
    expect(may({ host, origin: `http://${host}` })).toBe(false);
    expect(may({ host, cookie, origin: 'http://evil.example' })).toBe(false);
    expect(may({ host, cookie, origin: 'null' })).toBe(false);
    expect(may({ host, cookie, origin: 'http://localhost:3000' })).toBe(false);
    expect(may({ host: 'evil.example:8045', cookie })).toBe(false);
    expect(may({ cookie })).toBe(false);
  });
});

class Routes {
  plain(): void {}
  @Public()
  open(): void {}
}

describe('the guard before the admin routes', () => {
  async function newGuard() {
    const { auth, origins, withCookie } = newAuth();
    const guard = new AdminGuard(new Reflector(), new AdminGate(auth, origins));
    const { cookie } = withCookie(await auth.signIn({ token: ADMIN_TOKEN })).headers;
    const passes = (
      method: string,
      headers: Record<string, string>,
      route: 'plain' | 'open' = 'plain',
      type = 'http',
    ) => {
      const context = {
        getType: () => type,
        getHandler: () => Routes.prototype[route],
        getClass: () => Routes,
        switchToHttp: () => ({ getRequest: () => ({ method, headers, raw: { headers } }) }),
      };
      try {
        return guard.canActivate(context as unknown as ExecutionContext);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    return { passes, cookie };
  }
  const own = { origin: 'http://localhost:8045', 'sec-fetch-site': 'same-origin', 'x-regrant': '1' };

  it('lets a session read, and nobody else', async () => {
    const { passes, cookie } = await newGuard();
    expect(passes('GET', { cookie })).toBe(true);
    expect(passes('HEAD', { cookie })).toBe(true);
    expect(passes('GET', {})).toBe('auth.required');
    expect(passes('GET', { cookie: 'regrant_8045=wrong' })).toBe('auth.required');
    expect(passes('GET', { authorization: 'Bearer wrong' })).toBe('auth.required');
  });

  it.each(['POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS'])(
    'lets %s pass only from our own page, or with the admin token',
    async (method) => {
      const { passes, cookie } = await newGuard();
      expect(passes(method, { cookie, ...own })).toBe(true);
      expect(passes(method, { cookie, 'x-regrant': '1' })).toBe(true);
      expect(passes(method, { authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(true);
      expect(passes(method, { cookie })).toBe('auth.origin_refused');
      expect(passes(method, { cookie, ...own, origin: 'http://evil.example' })).toBe('auth.origin_refused');
      expect(passes(method, { cookie, ...own, origin: 'http://localhost:3000' })).toBe('auth.origin_refused');
      expect(passes(method, { cookie, ...own, origin: 'null' })).toBe('auth.origin_refused');
      for (const site of ['same-site', 'cross-site', 'garbage']) {
        expect(passes(method, { cookie, ...own, 'sec-fetch-site': site })).toBe('auth.origin_refused');
      }
      expect(passes(method, own)).toBe('auth.required');
    },
  );

  it('lets anybody come to a public route, but no foreign page act there', async () => {
    const { passes } = await newGuard();
    expect(passes('GET', {}, 'open')).toBe(true);
    expect(passes('POST', own, 'open')).toBe(true);
    expect(passes('POST', {}, 'open')).toBe('auth.origin_refused');
    expect(passes('POST', { ...own, origin: 'http://evil.example' }, 'open')).toBe('auth.origin_refused');
  });

  it('leaves sockets to their own handshake', async () => {
    const { passes } = await newGuard();
    expect(passes('GET', {}, 'plain', 'ws')).toBe(true);
  });
});
