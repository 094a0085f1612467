import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallerKeyList, CreatedCallerKey } from '../contract/http/keys.js';
import { expectProblem } from './refusals.js';
import { geminiBody, MODEL, startWorld, type World } from './world.js';

const generateWith = async (world: World, key: string): Promise<number> => {
  const answer = await fetch(`${world.url}/v1beta/models/${MODEL}:generateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': key },
    body: JSON.stringify(geminiBody('Hi')),
  });
  await answer.text();
  return answer.status;
};

const create = (world: World, body: object) => world.admin<CreatedCallerKey>('POST', '/api/keys', body);

describe('the keys of callers', () => {
  it('are made, used and revoked, and a revoked one is of no use from that moment and over a restart', async () => {
    const world = await startWorld({ accounts: 1 });
    const { status, body, headers } = await create(world, { name: ' Editor ' });
    expect([status, body.key.name, headers.get('cache-control')]).toEqual([201, 'Editor', 'no-store']);
    expect(await generateWith(world, body.value)).toBe(200);
    await world.restart();
    expect(await generateWith(world, body.value)).toBe(200);

    expect((await world.admin('DELETE', `/api/keys/${body.key.id}`)).status).toBe(204);
    expect(await generateWith(world, body.value)).toBe(401);
    await world.restart();
    expect(await generateWith(world, body.value)).toBe(401);
    await expectProblem(world, ['DELETE', `/api/keys/${body.key.id}`], 404, 'caller.key_not_found');
  });

  it('are listed without their values, which stand in no file', async () => {
    const world = await startWorld({ accounts: 0 });
    const mapping = [{ from: 'gpt-*', to: 'gemini-2.5-pro' }];
    const { body } = await create(world, { name: 'a', models: ['gemini-*'], mapping, per_minute: 3 });
    await world.restart();
    const list = await world.admin<CallerKeyList>('GET', '/api/keys');
    expect(list.text).not.toContain(body.value);
    expect(list.body.keys).toMatchObject([
      { id: 'environment', name: 'REGRANT_API_KEY', mapping: [] },
      { id: body.key.id, name: 'a', models: ['gemini-*'], mapping, per_minute: 3, last_used: null },
    ]);
    expect(await readFile(join(world.dataDirectory, 'secrets.json'), 'utf8')).not.toContain(body.value);
    await expectProblem(world, ['DELETE', '/api/keys/environment'], 409, 'caller.key_fixed');
  });

  it('want a name, patterns that are names, and a limit that is one', async () => {
    const world = await startWorld({ accounts: 0 });
    for (const bad of [
      {},
      { name: '' },
      { name: 'a\u0000b' },
      { name: 'a\u202eb' },
      { name: 'x'.repeat(101) },
      { name: 'a', models: [] },
      { name: 'a', models: ['(a+)+$'] },
      { name: 'a', models: ['gemini pro'] },
      { name: 'a', models: 'gemini-*' },
      { name: 'a', mapping: 'x' },
      { name: 'a', mapping: [{ from: 'x' }] },
      { name: 'a', mapping: [{ from: '', to: 'x' }] },
      { name: 'a', mapping: [{ from: '*'.repeat(11), to: 'x' }] },
      { name: 'a', mapping: [{ from: 'x', to: 'y', via: 'z' }] },
      { name: 'a', mapping: Array.from({ length: 101 }, () => ({ from: 'x', to: 'y' })) },
      { name: 'a', per_minute: 0 },
      { name: 'a', per_minute: 1.5 },
      { name: 'a', per_minute: '5' },
      { name: 'a', value: 'rg-chosen-by-me' },
    ]) {
      await expectProblem(world, ['POST', '/api/keys', bad], 400, 'request.invalid');
    }
  });

  it('have their requests per minute, and are told how long to wait', async () => {
    const world = await startWorld({ accounts: 1 });
    const { body } = await create(world, { name: 'a', per_minute: 2 });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push(await generateWith(world, body.value));
    expect(statuses).toEqual([200, 200, 429, 429]);
    const refused = await fetch(`${world.url}/v1beta/models`, { headers: { 'x-api-key': body.value } });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await world.generate()).status).toBe(200);
    expect(world.gemini.journal).toHaveLength(3);
  });

  it('are of use for their models alone', async () => {
    const world = await startWorld({ accounts: 1 });
    const [fitting, other] = [
      await create(world, { name: 'a', models: ['gemini-2.5-*'] }),
      await create(world, { name: 'b', models: ['gemini-1.0-*'] }),
    ];
    expect(await generateWith(world, fitting.body.value)).toBe(200);
    expect(await generateWith(world, other.body.value)).toBeOneOf([403, 404]);
    expect(world.gemini.journal).toHaveLength(1);
  });

  it('open no admin route, and a session opens no caller route', async () => {
    const world = await startWorld({ accounts: 1 });
    const { body } = await create(world, { name: 'a' });
    for (const headers of [{ authorization: `Bearer ${body.value}` }, { 'x-api-key': body.value }] as Record<
      string,
      string
    >[]) {
      expect((await fetch(`${world.url}/api/keys`, { headers })).status).toBe(401);
    }
    const { signInToDashboard } = await import('./world-sign-in.js');
    const cookie = await signInToDashboard(world);
    expect((await fetch(`${world.url}/api/keys`, { headers: { cookie } })).status).toBe(200);
    expect((await fetch(`${world.url}/v1beta/models`, { headers: { cookie } })).status).toBe(401);
  });
});
