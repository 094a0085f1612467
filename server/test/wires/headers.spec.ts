import { describe, expect, it } from 'vitest';
import { shareWorld } from './shared-world.js';

const shared = shareWorld();
const MODEL = 'gemini-2.5-flash';
const CLAUDE = 'claude-opus-4-5';
const messages = [{ role: 'user', content: 'Hi' }];

const ROUTES: readonly (readonly [name: string, path: string, body: object, idHeader: string | null])[] = [
  ['Gemini v1', `/v1/models/${MODEL}:generateContent`, { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }, null],
  [
    'Gemini',
    `/v1beta/models/${MODEL}:generateContent`,
    { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    null,
  ],
  ['OpenAI chat', '/v1/chat/completions', { model: MODEL, messages }, 'x-request-id'],
  ['OpenAI responses', '/v1/responses', { model: MODEL, input: 'Hi' }, 'x-request-id'],
  ['Anthropic', '/v1/messages', { model: MODEL, max_tokens: 50, messages }, 'request-id'],
  ['Anthropic to Claude', '/v1/messages', { model: CLAUDE, max_tokens: 50, messages }, 'request-id'],
  [
    'Vertex AI',
    `/v1/projects/p/locations/global/publishers/google/models/${MODEL}:generateContent`,
    { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    null,
  ],
];
const upstreamOf = (path: string, body: object): 'gemini' | 'vertex' =>
  path.includes('/publishers/') || ('model' in body && body.model === CLAUDE) ? 'vertex' : 'gemini';

describe.each(ROUTES)('%s', (_name, path, body, idHeader) => {
  const upstream = upstreamOf(path, body);

  it('carries the request’s id on answers and errors', async () => {
    const good = await shared.world.call(path, { json: body });
    const bad = await shared.world.call(path.replace(MODEL, 'x').replace('/v1/', '/v1/'), {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    for (const { headers } of [good, bad]) {
      expect(headers.get('x-regrant-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      if (idHeader !== null) expect(headers.get(idHeader)).toBe(headers.get('x-regrant-request-id'));
    }
    expect(good.status).toBe(200);
    expect(bad.status).toBeGreaterThanOrEqual(400);
    expect(bad.status).toBeLessThan(500);
  });

  it('passes no header on that is not on the list', async () => {
    await shared.world.call(path, {
      json: body,
      headers: {
        cookie: 'session=secret',
        'x-api-key': 'rg-caller-key-of-a-test-0123456789',
        'x-goog-user-project': 'project-of-the-caller',
        'x-goog-api-client': 'gl-node/20 some-sdk/1',
        'x-forwarded-for': '10.0.0.7',
        'user-agent': 'SomeClient/1.0',
        'accept-encoding': 'gzip',
        te: 'trailers',
      },
    });
    const { headers } = shared.arrivedAt(upstream);
    for (const name of ['cookie', 'x-api-key', 'x-goog-api-client', 'x-forwarded-for', 'te', 'accept-encoding'])
      expect(headers).not.toHaveProperty(name);
    expect(headers['user-agent']).toMatch(/^regrant\//);
    expect(headers['x-goog-user-project']).not.toBe('project-of-the-caller');
  });

  it('lets Antigravity’s gateway mode say who it is', async () => {
    await shared.world.call(path, {
      json: body,
      headers: {
        'user-agent': 'antigravity/2.15.0 (aidev_client; auth_method=gateway)',
        'x-goog-api-client': 'gl-node/22 genai/1.2',
      },
    });
    expect(shared.arrivedAt(upstream).headers).toMatchObject({
      'user-agent': 'antigravity/2.15.0 (aidev_client; auth_method=gateway)',
      'x-goog-api-client': 'gl-node/22 genai/1.2',
    });
  });

  it('never tells whose account or project it was', async () => {
    const refusing = () => ({
      status: 400,
      headers: { 'content-type': 'application/json', 'retry-after': '7' },
      body: {
        error: {
          code: 400,
          status: 'FAILED_PRECONDITION',
          message: 'Project project-of-alice (projects/1234567) of alice@example.com may not do this.',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'X',
              metadata: { consumer: 'projects/1234567', containerInfo: 'project-of-alice' },
            },
          ],
        },
      },
    });
    const { world } = shared;
    world.gemini.faults.next = refusing;
    world.vertex.faults.next = refusing;
    try {
      const answer = await world.call(path, { json: body });
      const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`;
      expect(answer.status).toBe(400);
      expect(answer.headers.get('retry-after')).toBe('7');
      expect(text).not.toMatch(/alice@|1234567/);
      for (const { id } of world.accounts) expect(text).not.toContain(id);
    } finally {
      world.gemini.faults.next = undefined;
      world.vertex.faults.next = undefined;
    }
  });
});

describe('accounts without a project', () => {
  it('serve the Gemini API, and leave Vertex AI to those that have one', async () => {
    const { world } = shared;
    const [first, second] = [world.account(0), world.account(1)];
    await world.admin('PATCH', `/api/accounts/${first.id}`, { project_id: null });
    const claude = { model: CLAUDE, max_tokens: 50, messages };
    const before = world.vertex.journal.length;
    for (let round = 0; round < 4; round += 1)
      expect((await world.call('/v1/messages', { json: claude })).status).toBe(200);
    expect(new Set(world.vertex.journal.slice(before).map(({ email }) => email))).toEqual(new Set([second.email]));

    await world.admin('PATCH', `/api/accounts/${second.id}`, { project_id: null });
    const refused = await world.call('/v1/messages', { json: claude });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('project') as string, details: { error_code: 'pool.project_missing' } },
    });
    expect((await world.call('/v1/chat/completions', { json: { model: MODEL, messages } })).status).toBe(200);
  });
});

describe('a key for some models only', () => {
  it('is held to them by every wire, by the name asked for or the one it stands for', async () => {
    const { world } = shared;
    const made = await world.admin<{ value: string }>('POST', '/api/keys', { name: 'some', models: ['gemini-2.5-*'] });
    expect(made.status).toBe(201);
    const before = shared.arrivals;
    for (const [name, path, body] of ROUTES) {
      const send = (model: string) =>
        world.call(path.replace(MODEL, model), {
          json: 'model' in body ? { ...body, model } : body,
          headers: { authorization: `Bearer ${made.body.value}` },
        });
      const refused = await send(CLAUDE);
      expect(refused.status, name).toBe(403);
      expect(await refused.text(), name).toMatch(/caller\.model_refused/);
    }
    expect(shared.arrivals).toBe(before);
    const listed = await world.call('/v1/models', { headers: { authorization: `Bearer ${made.body.value}` } });
    const { data } = (await listed.json()) as { data: { id: string }[] };
    expect(data.length).toBeGreaterThan(1);
    expect(data.filter(({ id }) => !id.startsWith('gemini-2.5-'))).toEqual([]);
    const allowed = await world.call('/v1/chat/completions', {
      json: { model: MODEL, messages },
      headers: { authorization: `Bearer ${made.body.value}` },
    });
    expect(allowed.status).toBe(200);
  });
});
