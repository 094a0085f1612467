import { describe, expect, it } from 'vitest';
import { SecretsStore, secretsSchema, type Secrets } from './secrets.store.js';
import { SettingsService } from './settings.service.js';

function newService(env: Record<string, string> = {}, file: Record<string, unknown> = {}) {
  const saved: unknown[] = [];
  let failure: Error | undefined;
  const service = new SettingsService(
    { argv: [], env, file },
    {
      save: async (content) => {
        if (failure) throw failure;
        saved.push(content);
      },
    },
  );
  return { service, saved, failWith: (error: Error | undefined) => (failure = error) };
}

describe('changing settings while running', () => {
  it('is written, then in force, then told', async () => {
    const { service, saved } = newService({}, { refresh_ahead_seconds: 60 });
    const told: number[] = [];
    service.onChange((settings) => told.push(settings.refresh_ahead_seconds));
    const change = service.change((stored) => ({ ...stored, refresh_ahead_seconds: 90 }));
    expect(service.current.refresh_ahead_seconds).toBe(60);
    await change;
    expect([service.current.refresh_ahead_seconds, saved, told]).toEqual([90, [{ refresh_ahead_seconds: 90 }], [90]]);
  });

  it('changes nothing when the result could not be started with, or when the disk refuses', async () => {
    const { service, saved, failWith } = newService();
    await expect(service.change(() => ({ port: 'x' }))).rejects.toMatchObject({ code: 'settings.invalid' });
    await expect(service.change(() => ({ admin_token: 'x'.repeat(40) }))).rejects.toMatchObject({
      code: 'settings.invalid',
    });
    failWith(new Error('ENOSPC'));
    await expect(service.change(() => ({ refresh_ahead_seconds: 90 }))).rejects.toThrow('ENOSPC');
    expect([service.current.refresh_ahead_seconds, service.stored, saved]).toEqual([300, {}, []]);
    failWith(undefined);
    await service.change(() => ({ refresh_ahead_seconds: 91 }));
    expect(service.current.refresh_ahead_seconds).toBe(91);
  });

  it('is one at a time: none overwrites another', async () => {
    const { service } = newService();
    const changes = [
      service.change((stored) => ({ ...stored, refresh_ahead_seconds: 1 })),
      service.change((stored) => ({ ...stored, vertex_location: 'eu' })),
      service.change((stored) => ({ ...stored, project_id: 'p' })),
    ];
    await Promise.all(changes);
    expect(service.stored).toEqual({ refresh_ahead_seconds: 1, vertex_location: 'eu', project_id: 'p' });
  });

  it('does not outweigh the environment', async () => {
    const { service } = newService({ REGRANT_AUTH_MODE: 'strict' });
    await service.change(() => ({ auth_mode: 'off' }));
    expect(service.current.auth_mode).toBe('strict');
  });

  it('is told to nobody who has stopped listening', async () => {
    const { service } = newService();
    let told = 0;
    const stop = service.onChange(() => (told += 1));
    stop();
    await service.change(() => ({ project_id: 'p' }));
    expect(told).toBe(0);
  });
});

describe('the address', () => {
  it('is made from the port that is listened on, unless one is set', () => {
    const { service } = newService({ REGRANT_PORT: '0' });
    service.listeningOn(4711);
    expect([service.port, service.publicUrl]).toEqual([4711, 'http://localhost:4711']);
    expect(newService({ REGRANT_PUBLIC_URL: 'https://grants.example' }).service.publicUrl).toBe(
      'https://grants.example',
    );
  });
});

describe('secrets', () => {
  const empty = secretsSchema.parse({});

  it('hold when they are stored, one change at a time, and not when the disk refuses', async () => {
    const saved: Secrets[] = [];
    let failing = false;
    const store = new SecretsStore(empty, {
      save: async (secrets) => {
        if (failing) throw new Error('EROFS');
        saved.push(secrets);
      },
    });
    const put = (key: string) =>
      store.change((secrets) => ({
        ...secrets,
        oauth_client_secrets: { ...secrets.oauth_client_secrets, [key]: 'x' },
      }));
    await Promise.all([put('a'), put('b')]);
    expect(store.current.oauth_client_secrets).toEqual({ a: 'x', b: 'x' });
    failing = true;
    await expect(put('c')).rejects.toThrow('EROFS');
    failing = false;
    await put('d');
    expect(Object.keys(store.current.oauth_client_secrets)).toEqual(['a', 'b', 'd']);
    expect(saved).toHaveLength(3);
  });

  it.each<[string, unknown]>([
    ['a caller key whose digest is no digest', { caller_keys: [{ id: 'x', name: 'x', digest: 'x', created_at: 1 }] }],
    ['an admin token that is too short', { admin_token: 'short' }],
    ['a version of the future', { version: 2 }],
    ['client secrets in a list', { oauth_client_secrets: ['x'] }],
  ])('are not taken from a file with %s', (_name, content) => {
    expect(secretsSchema.safeParse(content).success).toBe(false);
  });
});
