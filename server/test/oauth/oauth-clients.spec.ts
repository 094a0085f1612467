import { describe, expect, it } from 'vitest';
import { SecretsStore, secretsSchema } from '../../src/config/secrets.store.js';
import { SettingsService } from '../../src/config/settings.service.js';
import { RegrantError } from '../../src/core/errors/regrant-error.js';
import { OAuthClients } from '../../src/oauth/oauth-clients.js';

const clientsOf = (env: Record<string, string>, file: Record<string, unknown>, secrets: Record<string, string>) =>
  new OAuthClients(
    new SettingsService({ argv: [], env, file }, { save: async () => undefined }),
    new SecretsStore(secretsSchema.parse({ oauth_client_secrets: secrets }), { save: async () => undefined }),
  );

describe('OAuth clients', () => {
  it('come from the settings and the secrets together', () => {
    const clients = clientsOf(
      {},
      { oauth_clients: { default: { client_id: 'a' }, work: { client_id: 'b' } } },
      { default: 's1', work: 's2' },
    );
    expect(clients.get('default')).toEqual({ key: 'default', clientId: 'a', clientSecret: 's1' });
    expect(clients.get('work')).toEqual({ key: 'work', clientId: 'b', clientSecret: 's2' });
    expect(clients.keys()).toEqual(['default', 'work']);
  });

  it('let the environment have its way with the default one', () => {
    const env = { REGRANT_GOOGLE_CLIENT_ID: 'env', REGRANT_GOOGLE_CLIENT_SECRET: 'env-secret' };
    const clients = clientsOf(
      env,
      { oauth_clients: { default: { client_id: 'a' }, work: { client_id: 'b' } } },
      { default: 's1' },
    );
    expect(clients.get('default')).toEqual({ key: 'default', clientId: 'env', clientSecret: 'env-secret' });
    expect(clients.keys()).toEqual(['default']);
  });

  it.each(['default', 'other', 'constructor', '__proto__', 'toString', ''])(
    'that are missing say where to make one: %s',
    (key) => {
      const clients = clientsOf({ REGRANT_PORT: '9999' }, { oauth_clients: { other: { client_id: 'a' } } }, {});
      expect(clients.get(key)).toBeUndefined();
      const missing = failureOf(() => clients.require(key));
      expect(missing.code).toBe('oauth_client.missing');
      expect(missing.hint).toContain('http://localhost:9999/api/oauth/google/callback');
    },
  );
});

function failureOf(act: () => unknown): RegrantError {
  try {
    act();
  } catch (error) {
    if (error instanceof RegrantError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}
