import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../test/fakes/memory-log.js';
import { turn } from '../../test/turn.js';
import { SecretsStore, secretsSchema, type Secrets } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { CallerKeys } from './caller-keys.js';

const FIXED = 'rg-the-key-from-the-environment';

function newKeys(env: Record<string, string> = {}, stored: unknown = {}) {
  const saved: Secrets[] = [];
  const settings = new SettingsService({ argv: [], env, file: {} }, { save: async () => undefined });
  const secrets = new SecretsStore(secretsSchema.parse(stored), { save: async (next) => void saved.push(next) });
  const clock = new ManualClock();
  const keys = new CallerKeys(secrets, settings, clock, openMemoryLog().log);
  const codeOf = (headers: IncomingHttpHeaders, query = '') => {
    try {
      return keys.identify(headers, query).keyId;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  return { keys, settings, secrets, clock, saved, codeOf };
}

const bearer = (key: string): IncomingHttpHeaders => ({ authorization: `Bearer ${key}` });

describe('a caller key', () => {
  it('is stored as a digest alone, and listed without it', async () => {
    const { keys, saved } = newKeys();
    const { key, value } = await keys.issue({ name: 'Editor', models: ['gemini-*'], mapping: [], per_minute: 5 });
    expect(value).toMatch(/^rg-[\w-]{43}$/);
    expect(JSON.stringify(saved)).not.toContain(value);
    expect(saved[0]?.caller_keys[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(keys.list()).toEqual([key]);
    expect(Object.keys(key).sort()).toEqual([
      'created_at',
      'id',
      'last_used',
      'mapping',
      'models',
      'name',
      'per_minute',
    ]);
  });

  it('passes by each of the four carriers, and by several at once if they agree', async () => {
    const { keys, codeOf } = newKeys();
    const { key, value } = await keys.issue({ name: 'a', models: null, mapping: [], per_minute: null });
    for (const [headers, query] of [
      [bearer(value), ''],
      [{ 'x-api-key': value }, ''],
      [{ 'x-goog-api-key': value }, ''],
      [{}, `alt=sse&key=${value}`],
      [{ ...bearer(value), 'x-api-key': value }, `key=${value}`],
    ] as const) {
      expect(codeOf(headers, query)).toBe(key.id);
    }
    expect(codeOf({ ...bearer(value), 'x-api-key': 'other' })).toBe('caller.key_conflict');
    expect(codeOf({}, `key=${value}&key=other`)).toBe('caller.key_conflict');
  });

  it.each(['', 'undefined', 'x', 'rg-', '\u00fc', 'x'.repeat(1_000_000)])(
    'is not passed by a wrong one: %#',
    async (wrong) => {
      const { keys, codeOf } = newKeys({ REGRANT_API_KEY: FIXED });
      const { value } = await keys.issue({ name: 'a', models: null, mapping: [], per_minute: null });
      for (const key of [wrong, value.slice(0, -1), `${value}x`, value.toUpperCase(), FIXED.slice(0, -1)]) {
        if (key !== '') expect(codeOf({ 'x-api-key': key })).toBe('caller.key_rejected');
      }
      expect(codeOf({ 'x-api-key': '' })).toBe('caller.key_missing');
    },
  );

  it('ends with its revocation, and the environment’s cannot be revoked', async () => {
    const { keys, codeOf } = newKeys({ REGRANT_API_KEY: FIXED });
    const { key, value } = await keys.issue({ name: 'a', models: null, mapping: [], per_minute: null });
    await keys.revoke(key.id);
    expect(codeOf(bearer(value))).toBe('caller.key_rejected');
    await expect(keys.revoke(key.id)).rejects.toMatchObject({ code: 'caller.key_not_found' });
    await expect(keys.revoke('environment')).rejects.toMatchObject({ code: 'caller.key_fixed' });
    expect(codeOf(bearer(FIXED))).toBe('environment');
    expect(keys.list()).toMatchObject([{ id: 'environment', models: null }]);
  });

  it('is limited to its models', async () => {
    const { keys } = newKeys();
    const { value } = await keys.issue({
      name: 'a',
      models: ['gemini-2.5-*', 'gpt-4o'],
      mapping: [],
      per_minute: null,
    });
    const { mayUse } = keys.identify(bearer(value), '');
    for (const model of ['gemini-2.5-pro', 'models/gemini-2.5-flash', 'gpt-4o'])
      expect([model, mayUse(model)]).toEqual([model, true]);
    for (const model of ['gpt-4o-mini', 'gemini-2', 'xgemini-2.5-pro', ''])
      expect([model, mayUse(model)]).toEqual([model, false]);
  });

  it('has its requests per minute, counted when a request is let in and not when it is looked at', async () => {
    const { keys, clock } = newKeys();
    const { key, value } = await keys.issue({ name: 'a', models: null, mapping: [], per_minute: 2 });
    for (let look = 0; look < 10; look += 1) keys.check(bearer(value), '');
    expect(keys.admit(bearer(value), '')).toMatchObject({ keyId: key.id, keyName: 'a', perMinute: 2 });
    keys.admit(bearer(value), '');
    let refusal: unknown;
    try {
      keys.admit(bearer(value), '');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'caller.rate_limited' });
    const seconds = Number((refusal as { details: Record<string, unknown> }).details['retry_after_seconds']);
    clock.advance(seconds * 1000);
    keys.admit(bearer(value), '');
  });

  it('knows when it was used last, at once in the list and seldom on disk', async () => {
    const { keys, clock, saved } = newKeys();
    const { key, value } = await keys.issue({ name: 'a', models: null, mapping: [], per_minute: null });
    const writes = saved.length;
    for (let use = 0; use < 20; use += 1) {
      keys.admit(bearer(value), '');
      clock.advance(1000);
      await turn();
    }
    expect(saved.length).toBe(writes + 1);
    expect(keys.list()[0]?.last_used).toBe(Math.floor(clock.nowMs() / 1000) - 1);
    expect(saved.at(-1)?.caller_keys[0]).toMatchObject({ id: key.id, last_used: expect.any(Number) as number });
  });

  it('made by an earlier version is read, and allows every model', async () => {
    const { digestOf } = await import('../admin-auth/secret-compare.js');
    const old = { id: 'old', name: 'first key', digest: digestOf('rg-old'), created_at: 1_700_000_000 };
    const { keys } = newKeys({}, { caller_keys: [old] });
    expect(keys.identify(bearer('rg-old'), '')).toMatchObject({ keyId: 'old', models: null, perMinute: null });
  });

  it('is one of two hundred at most', async () => {
    const { keys } = newKeys();
    for (let count = 0; count < 200; count += 1) await keys.create(`key ${count}`);
    await expect(keys.create('one more')).rejects.toMatchObject({ code: 'caller.key_limit' });
    expect(keys.list()).toHaveLength(200);
  });
});

describe('a 401', () => {
  const messageOf = (keys: CallerKeys, headers: IncomingHttpHeaders, query = '') => {
    try {
      keys.identify(headers, query);
    } catch (error) {
      return (error as Error).message;
    }
    return 'it passed';
  };

  it('says which carrier was looked at, and never what was in it', () => {
    const { keys } = newKeys();
    const secret = 'a-key-of-somebody-else';
    for (const [headers, query, told] of [
      [bearer(secret), '', /in Authorization /],
      [{ 'x-api-key': secret }, '', /in x-api-key /],
      [{ 'x-goog-api-key': secret }, '', /in x-goog-api-key /],
      [{}, `key=${secret}`, /in \?key= /],
      [{ authorization: `Basic ${secret}` }, '', /Authorization is there, but it is not "Bearer <key>"/],
      [{ 'x-api-key': '' }, '', /x-api-key is there, but empty/],
      [{}, 'key=', /\?key= is there, but empty/],
      [{ ...bearer(secret), 'x-api-key': 'another' }, '', /Authorization, x-api-key/],
    ] as const) {
      const message = messageOf(keys, headers, query);
      expect(message).toMatch(told);
      expect(message).not.toContain(secret);
    }
  });
});

describe('auth_mode', () => {
  const set = (settings: SettingsService, mode: string) =>
    settings.change((stored) => ({ ...stored, auth_mode: mode }));

  it.each(['strict', 'all_except_health'])('%s wants a key of everybody', (mode) => {
    const { codeOf } = newKeys({ REGRANT_AUTH_MODE: mode, REGRANT_API_KEY: FIXED });
    expect(codeOf({})).toBe('caller.key_missing');
    expect(codeOf(bearer('wrong'))).toBe('caller.key_rejected');
    expect(codeOf(bearer(FIXED))).toBe('environment');
  });

  it('off wants none, and still knows ours', () => {
    const { codeOf } = newKeys({ REGRANT_AUTH_MODE: 'off', REGRANT_API_KEY: FIXED });
    expect(codeOf({})).toBeNull();
    expect(codeOf(bearer('wrong'))).toBeNull();
    expect(codeOf({ ...bearer('wrong'), 'x-api-key': 'other' })).toBeNull();
    expect(codeOf(bearer(FIXED))).toBe('environment');
  });

  it('auto wants none of programs on this machine, but one that is given must be right', () => {
    const { codeOf } = newKeys({ REGRANT_AUTH_MODE: 'auto', REGRANT_API_KEY: FIXED });
    expect(codeOf({ 'user-agent': 'curl/8' })).toBeNull();
    expect(codeOf(bearer('wrong'))).toBe('caller.key_rejected');
    expect(codeOf(bearer(FIXED))).toBe('environment');
  });

  it.each([
    'origin',
    'referer',
    'sec-fetch-site',
    'sec-fetch-mode',
    'sec-ch-ua',
    'cookie',
    'x-forwarded-for',
    'forwarded',
    'via',
    'x-real-ip',
  ])('auto wants a key where %s shows a browser or a proxy', (name) => {
    const { codeOf } = newKeys({ REGRANT_AUTH_MODE: 'auto', REGRANT_API_KEY: FIXED });
    expect(codeOf({ [name]: '' })).toBe('caller.key_missing');
    expect(codeOf({ [name]: 'x', ...bearer(FIXED) })).toBe('environment');
  });

  it('auto wants a key where a public address says that others come', () => {
    const { codeOf } = newKeys({ REGRANT_AUTH_MODE: 'auto', REGRANT_PUBLIC_URL: 'https://regrant.example' });
    expect(codeOf({})).toBe('caller.key_missing');
  });

  it('is in force from the moment it is changed', async () => {
    const { codeOf, settings } = newKeys();
    expect(codeOf({})).toBe('caller.key_missing');
    await set(settings, 'off');
    expect(codeOf({})).toBeNull();
    await set(settings, 'strict');
    expect(codeOf({})).toBe('caller.key_missing');
  });

  it('cannot be opened while other machines can reach Regrant', async () => {
    const { settings, codeOf } = newKeys({ REGRANT_HOST: '0.0.0.0' });
    for (const mode of ['off', 'auto'])
      await expect(set(settings, mode)).rejects.toMatchObject({ code: 'settings.invalid' });
    expect(codeOf({})).toBe('caller.key_missing');
  });
});
