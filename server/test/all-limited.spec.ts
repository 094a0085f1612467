import { describe, expect, it } from 'vitest';
import { chatBody, geminiBody, MODEL, startWorld, type World } from './world.js';

const WAITS: readonly string[] = ['600', '45', '300'];

/** Every account has been refused this model; the second one is back first. */
async function withAllLimited(): Promise<World> {
  const world = await startWorld({ accounts: WAITS.length });
  world.gemini.faults.next = ({ email }) => ({
    status: 429,
    headers: { 'retry-after': WAITS[world.accounts.findIndex((account) => account.email === email)] ?? '1' },
    body: { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' } },
  });
  await world.generate();
  return world;
}

interface Expected {
  readonly path: string;
  readonly json: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly shape: object;
}

const CLAUDE = { 'anthropic-version': '2023-06-01' };
const message = { model: MODEL, max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] };
const gemini = { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } };
const openai = { error: { code: 'pool.cooling', type: 'rate_limit_error' } };
const anthropic = { type: 'error', error: { type: 'rate_limit_error' } };

const WIRES: Readonly<Record<string, Expected>> = {
  Gemini: { path: `/v1beta/models/${MODEL}:generateContent`, json: geminiBody('Hello'), shape: gemini },
  'Gemini streaming': {
    path: `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`,
    json: geminiBody('Hello'),
    shape: gemini,
  },
  'OpenAI chat': { path: '/v1/chat/completions', json: chatBody('Hello'), shape: openai },
  'OpenAI chat streaming': {
    path: '/v1/chat/completions',
    json: { ...chatBody('Hello'), stream: true },
    shape: openai,
  },
  'OpenAI responses': { path: '/v1/responses', json: { model: MODEL, input: 'Hello' }, shape: openai },
  Anthropic: { path: '/v1/messages', json: message, headers: CLAUDE, shape: anthropic },
  'Anthropic streaming': {
    path: '/v1/messages',
    json: { ...message, stream: true },
    headers: CLAUDE,
    shape: anthropic,
  },
  'Vertex AI': {
    path: `/v1/projects/p/locations/global/publishers/google/models/${MODEL}:generateContent`,
    json: geminiBody('Hello'),
    shape: gemini,
  },
};

describe('every account is out of quota for a model', () => {
  it('is told in each wire as 429 with the smallest wait, at once and without asking anybody', async () => {
    const world = await withAllLimited();
    const asked = world.gemini.journal.length;
    expect(asked).toBe(3);
    const durationsMs: number[] = [];
    for (const [name, { path, json, headers, shape }] of Object.entries(WIRES)) {
      const startedMs = performance.now();
      const answer = await world.call(path, { json, headers: { 'content-type': 'application/json', ...headers } });
      const body = (await answer.json()) as object;
      durationsMs.push(performance.now() - startedMs);
      expect([name, answer.status, answer.headers.get('content-type')]).toEqual([
        name,
        429,
        'application/json; charset=utf-8',
      ]);
      expect([name, body]).toMatchObject([name, shape]);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(30);
      expect(seconds).toBeLessThanOrEqual(45);
      // Time will help: SDKs may try again.
      expect(answer.headers.get('x-should-retry')).not.toBe('false');
    }
    expect(world.gemini.journal).toHaveLength(asked);
    expect(durationsMs.sort((left, right) => left - right)[Math.floor(durationsMs.length / 2)]).toBeLessThan(100);
  });

  it('ends by itself', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => ({ status: 429, headers: { 'retry-after': '1' }, body: '{}' });
    expect((await world.generate()).status).toBe(429);
    world.gemini.faults.next = undefined;
    expect((await world.generate()).status).toBe(429);
    await expect.poll(async () => (await world.generate()).status, { interval: 50, timeout: 5_000 }).toBe(200);
  });
});
