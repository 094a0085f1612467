import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AdminPassword } from '../src/admin-auth/admin-password.js';
import { SecretsStore, secretsSchema } from '../src/config/secrets.store.js';
import { SettingsService } from '../src/config/settings.service.js';
import { ManualClock } from './fakes/manual-clock.js';
import { expectProblem } from './refusals.js';
import { ADMIN_TOKEN, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';

const FIRST = 'the first password of the owner';
const SECOND = 'the second password of the owner';

const signIn = (world: World, body: object): Promise<Response> =>
  fetch(`${world.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-regrant': '1' },
    body: JSON.stringify(body),
  });

const change = (world: World, current: string, next: string) => world.admin('POST', '/api/password', { current, next });

describe('the password of the dashboard', () => {
  it('is set with the admin token, changed with the password, and holds over a restart', async () => {
    const world = await startWorld({ accounts: 0 });
    expect((await signIn(world, { password: FIRST })).status).toBe(401);
    expect((await change(world, ADMIN_TOKEN, FIRST)).status).toBe(204);
    expect((await signIn(world, { password: FIRST })).status).toBe(200);
    expect((await change(world, FIRST, SECOND)).status).toBe(204);
    expect((await signIn(world, { password: FIRST })).status).toBe(401);
    await world.restart();
    expect((await signIn(world, { password: SECOND })).status).toBe(200);
    expect((await world.admin('POST', '/api/accounts/export', { password: SECOND })).status).toBe(200);
    await expectProblem(world, ['POST', '/api/accounts/export', { password: FIRST }], 401, 'auth.rejected');
  });

  it('is stored stretched at the cost that OWASP names, with a salt of its own each time', async () => {
    const world = await startWorld({ accounts: 0 });
    const stored = async () => {
      expect((await change(world, ADMIN_TOKEN, FIRST)).status).toBe(204);
      const text = await readFile(join(world.dataDirectory, 'secrets.json'), 'utf8');
      expect(text).not.toContain(FIRST);
      return (JSON.parse(text) as { admin_password: string }).admin_password;
    };
    const [first, second] = [await stored(), await stored()];
    for (const hash of [first, second]) expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(first.split('$')[3]).not.toBe(second.split('$')[3]);
    expect(world.log.text).not.toContain(FIRST);
  });

  it('is not changed by somebody who knows neither it nor the admin token, nor into one that everybody knows', async () => {
    const world = await startWorld({ accounts: 0 });
    await change(world, ADMIN_TOKEN, FIRST);
    await expectProblem(world, ['POST', '/api/password', { current: 'a guess', next: SECOND }], 401, 'auth.rejected');
    for (const next of ['short', 'password', 'changeme']) {
      await expectProblem(world, ['POST', '/api/password', { current: FIRST, next }], 400, 'request.invalid');
    }
    expect((await signIn(world, { password: FIRST })).status).toBe(200);
  });

  it('is the one in the environment where there is one, and is then changed there', async () => {
    const world = await startWorld({ accounts: 0, env: { REGRANT_ADMIN_PASSWORD: FIRST } });
    expect((await signIn(world, { password: FIRST })).status).toBe(200);
    await expectProblem(world, ['POST', '/api/password', { current: FIRST, next: SECOND }], 409, 'auth.password_fixed');
  });

  it('when changed, ends every other session', async () => {
    const world = await startWorld({ accounts: 0 });
    const [mine, other] = [await signInToDashboard(world), await signInToDashboard(world)];
    const answer = await fetch(`${world.url}/api/password`, {
      method: 'POST',
      headers: { cookie: mine, 'content-type': 'application/json', 'x-regrant': '1' },
      body: JSON.stringify({ current: ADMIN_TOKEN, next: FIRST }),
    });
    expect(answer.status).toBe(204);
    const statusWith = async (cookie: string) =>
      (await fetch(`${world.url}/api/accounts`, { headers: { cookie } })).status;
    expect([await statusWith(mine), await statusWith(other)]).toEqual([200, 401]);
  });
});

describe('a password that is being looked at while it is changed', () => {
  it('opens nothing any more', async () => {
    const file = { save: () => Promise.resolve() };
    const settings = new SettingsService({ argv: [], env: {}, file: {} }, file);
    const password = new AdminPassword(settings, new SecretsStore(secretsSchema.parse({}), file), new ManualClock());
    await password.set(FIRST);
    const [, isRight] = await Promise.all([password.set(SECOND), password.verify(FIRST)]);
    expect(isRight).toBe(false);
    expect(await password.verify(SECOND)).toBe(true);
  });
});

describe('guessing the password', () => {
  it('is looked at ten times a second at most, told to wait beyond that, and locks nobody out', async () => {
    const world = await startWorld({ accounts: 0, env: { REGRANT_ADMIN_PASSWORD: FIRST } });
    const startedMs = performance.now();
    const counts = new Map<number, number>();
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => signIn(world, { password: `guess ${round} ${index}` })),
      );
      for (const answer of answers) {
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
        if (answer.status === 429) {
          expect(answer.headers.get('retry-after')).toBe('1');
          expect(await answer.json()).toMatchObject({ code: 'auth.slow_down' });
        } else await answer.text();
      }
    }
    const seconds = (performance.now() - startedMs) / 1000;
    expect([...counts.keys()].sort()).toEqual([401, 429]);
    // Ten that had been saved up, and ten for each second it took.
    expect(counts.get(401)).toBeLessThanOrEqual(10 + Math.ceil(10 * seconds));
    // While guessing goes on, the owner comes in by what cannot be guessed.
    const link = new URL(world.regrant.signInLink).hash.slice('#token='.length);
    for (const token of [ADMIN_TOKEN, link]) expect((await signIn(world, { token })).status).toBe(200);
  });

  it('of a stored one takes one core and one share of memory, whoever guesses, and files are served meanwhile', async () => {
    const world = await startWorld({ accounts: 1 });
    await change(world, ADMIN_TOKEN, FIRST);
    const guesses = Array.from({ length: 30 }, (_, index) => signIn(world, { password: `guess ${index}` }));
    expect((await world.generate()).status).toBe(200);
    expect((await world.admin('GET', '/api/accounts')).status).toBe(200);
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  });

  it('with a password of the same letters in another Unicode form is no guess', async () => {
    const world = await startWorld({ accounts: 0 });
    const password = world.regrant.app.get(AdminPassword);
    await password.set('pässwörter öffnen'.normalize('NFC'));
    expect(await password.verify('pässwörter öffnen'.normalize('NFD'))).toBe(true);
    expect(await password.verify('passworter offnen')).toBe(false);
  });
});
