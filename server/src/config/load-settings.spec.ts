import { describe, expect, it } from 'vitest';
import { dataDirectoryOf, loadSettings, type SettingSources } from './load-settings.js';
import { SettingsError } from './settings-error.js';
import { SECRET_KEYS, settingsSchema } from './settings-schema.js';

const load = ({ argv = [], env = {}, file = {} }: Partial<SettingSources>) => loadSettings({ argv, env, file });

function refusal(sources: Partial<SettingSources>): SettingsError {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('These settings were accepted.');
}

const keysOf = (error: SettingsError): readonly string[] => error.faults.map(({ key }) => key);

describe('where a setting comes from', () => {
  it('is its default when nobody says anything', () => {
    expect(load({})).toMatchObject({
      host: '127.0.0.1',
      port: 8045,
      data_dir: './data',
      auth_mode: 'all_except_health',
      refresh_ahead_seconds: 300,
      google_token_url: 'https://oauth2.googleapis.com/token',
      oauth_clients: {},
    });
  });

  it('is the command line before the environment before settings.json before the default', () => {
    const argv = ['--port', '1', '--vertex-location=us-east1'];
    const env = { REGRANT_PORT: '2', REGRANT_LOG_LEVEL: 'warn', REGRANT_VERTEX_LOCATION: 'eu' };
    const file = { port: 3, log_level: 'debug', refresh_ahead_seconds: 60, vertex_location: 'asia' };
    expect(load({ argv, env, file })).toMatchObject({
      port: 1,
      log_level: 'warn',
      refresh_ahead_seconds: 60,
      vertex_location: 'us-east1',
    });
    expect(load({ env, file }).port).toBe(2);
    expect(load({ file }).port).toBe(3);
  });

  it('takes an empty environment variable for one that is not set, and leaves those of others alone', () => {
    expect(load({ env: { REGRANT_PORT: '', PATH: '/bin', REGRANTED: 'x' } }).port).toBe(8045);
  });

  it('can be any flag, with a space or an equals sign', () => {
    expect(load({ argv: ['--project-id=a=b', '--host', '::1'] })).toMatchObject({ project_id: 'a=b', host: '::1' });
  });

  it('finds the data directory before anything else is known, and in spite of other faults', () => {
    expect(dataDirectoryOf({ argv: ['--port', 'x', '--data-dir', '/d'], env: { REGRANT_DATA_DIR: '/e' } })).toBe('/d');
    expect(dataDirectoryOf({ argv: [], env: { REGRANT_DATA_DIR: '/e', REGRANT_NONSENSE: '1' } })).toBe('/e');
    expect(dataDirectoryOf({ argv: [], env: {} })).toBe('./data');
  });
});

describe('settings that cannot be used', () => {
  it('are told all at once, each with its key, its place, what was expected, and what to do', () => {
    const error = refusal({
      argv: ['--auth-mode', 'open'],
      env: { REGRANT_PORT: 'http', REGRANT_COLOUR: 'red' },
      file: { log_level: 'loud', google_scopes: 'profile', shape: 'round' },
    });
    expect(new Set(keysOf(error))).toEqual(
      new Set(['auth_mode', 'port', 'REGRANT_COLOUR', 'log_level', 'google_scopes', 'shape']),
    );
    expect(error.code).toBe('settings.invalid');
    for (const { key, source, expected, cure } of error.faults) {
      expect(error.message).toContain(`${key} (${source}): expected ${expected}. ${cure}`);
      expect(cure).toMatch(/\.$|^Make one with/);
    }
    expect(error.message).toContain('port (environment, REGRANT_PORT): expected a port number');
  });

  it.each<[string, unknown]>([
    ['port', -1],
    ['port', 65_536],
    ['port', 80.5],
    ['port', null],
    ['port', true],
    ['port', ''],
    ['port', ' '],
    ['port', '0x50'],
    ['port', []],
    ['port', Number.NaN],
    ['refresh_ahead_seconds', -1],
    ['refresh_ahead_seconds', 3601],
    ['refresh_ahead_seconds', Number.POSITIVE_INFINITY],
    ['refresh_ahead_seconds', null],
    ['refresh_ahead_seconds', 'soon'],
    ['host', 'example.com'],
    ['host', '127.0.0.1:80'],
    ['public_url', 'javascript:alert(1)'],
    ['google_token_url', 'file:///etc/passwd'],
    ['gemini_base_url', 'https://user:pass@example.com'],
    ['gemini_base_url', 'https://example.com/?key=1'],
    ['gemini_base_url', 'generativelanguage.googleapis.com'],
    ['vertex_location', '../x'],
    ['auth_mode', 'OFF'],
    ['data_dir', ''],
    ['google_client_id', '  '],
    ['oauth_clients', { 'Bad Name': { client_id: 'x' } }],
    ['oauth_clients', { second: { client_id: 'x', client_secret: 'y' } }],
    ['oauth_clients', { second: {} }],
    ['oauth_clients', []],
  ])('%s: %j', (key, value) => {
    expect(
      keysOf(refusal({ file: { [key]: value } })).every((faulty) => faulty === key || faulty.startsWith(`${key}.`)),
    ).toBe(true);
  });

  it('name a flag without a value, and a nested setting that has no flag', () => {
    expect(keysOf(refusal({ argv: ['--port'] }))).toEqual(['--port']);
    expect(keysOf(refusal({ argv: ['--oauth-clients', '{}'] }))).toContain('--oauth-clients');
    expect(keysOf(refusal({ env: { REGRANT_OAUTH_CLIENTS: '{}' } }))).toEqual(['REGRANT_OAUTH_CLIENTS']);
  });

  it('name a key that is only inherited by every object', () => {
    expect(
      keysOf(refusal({ file: JSON.parse('{"__proto__": {"port": 1}, "constructor": 1}') as Record<string, unknown> })),
    ).toEqual(['__proto__', 'constructor']);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-5up3r';

  it('are refused in settings.json, whatever their value', () => {
    for (const key of SECRET_KEYS) {
      const error = refusal({ file: { [key]: `${CANARY}-${'x'.repeat(40)}` } });
      expect(keysOf(error)).toEqual([key]);
      expect(error.message).toContain(`REGRANT_${key.toUpperCase()}`);
      expect(error.message).not.toContain(CANARY);
    }
  });

  it('are never echoed: too short, a sample, in the wrong place, or after a mistyped flag', () => {
    const errors = [
      refusal({ env: { REGRANT_ADMIN_TOKEN: 'canary' } }),
      refusal({ env: { REGRANT_ADMIN_PASSWORD: 'canary', REGRANT_API_KEY: 'canary' } }),
      refusal({ env: { REGRANT_ADMIN_TOKKEN: CANARY } }),
      refusal({ argv: ['--admin-tokken', CANARY] }),
      refusal({ argv: [`--admin-tokken=${CANARY}`] }),
      refusal({ argv: [CANARY] }),
      refusal({ argv: ['--port', CANARY] }),
      refusal({ file: { public_url: `http://${CANARY}:x@localhost` } }),
      refusal({ file: { oauth_clients: { default: { client_id: 'x', client_secret: CANARY } } } }),
    ];
    for (const error of errors) {
      expect(error.message).not.toContain('canary');
      expect(JSON.stringify(error.faults)).not.toContain('canary');
    }
  });

  it('are refused when they are samples', () => {
    expect(keysOf(refusal({ env: { REGRANT_API_KEY: 'ChangeMe', REGRANT_ADMIN_PASSWORD: 'password' } }))).toEqual([
      'admin_password',
      'api_key',
    ]);
  });

  it('are kept out of settings.json and out of every list of what may be there', () => {
    expect([...SECRET_KEYS].every((key) => key in settingsSchema.shape)).toBe(true);
  });
});

describe('what was loaded', () => {
  it('is frozen, all the way down', () => {
    const settings = load({ file: { oauth_clients: { second: { client_id: 'x' } } } });
    expect(Object.isFrozen(settings)).toBe(true);
    expect(Object.isFrozen(settings.google_scopes)).toBe(true);
    expect(Object.isFrozen(settings.oauth_clients['second'])).toBe(true);
  });

  it('has addresses without a slash at their end, and scopes as a list', () => {
    const settings = load({ file: { public_url: 'http://localhost:1/', google_scopes: 'openid email,profile' } });
    expect(settings.public_url).toBe('http://localhost:1');
    expect(settings.google_scopes).toEqual(['openid', 'email', 'profile']);
  });
});

describe('models', () => {
  const nothing = { mapping: [], background_model: null, claude_models: [] };

  it('are mapped by no rule, downgraded for nobody and listed by Google alone, unless somebody says so', () => {
    expect(load({}).models).toEqual(nothing);
    expect(load({ file: { models: { background_model: 'gemini-2.5-flash-lite' } } }).models).toEqual({
      ...nothing,
      background_model: 'gemini-2.5-flash-lite',
    });
  });

  it.each([
    [{ background_model: '' }, 'models.background_model'],
    [{ background_model: 7 }, 'models.background_model'],
    [{ claude_models: ['gemini-2.5-pro'] }, 'models.claude_models.0'],
    [{ claude_models: 'claude-opus-4-5' }, 'models.claude_models'],
    [{ mapping: [{ from: '*'.repeat(11), to: 'x' }] }, 'models.mapping.0.from'],
    [{ background: 'x' }, 'models'],
  ])('are refused as %j', (models, key) => {
    const [fault] = refusal({ file: { models } }).faults;
    expect(fault?.key).toBe(key);
  });
});
