import { describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.js';

interface GeminiError {
  readonly error: {
    readonly code: number;
    readonly status: string;
    readonly message: string;
    readonly details: readonly { readonly metadata?: { readonly code?: string; readonly hint?: string } }[];
  };
}
interface ChatError {
  readonly error: { readonly code: string; readonly type: string; readonly message: string };
}

const codeOf = (body: GeminiError): string | undefined => body.error.details[0]?.metadata?.code;

async function withAllDead(accounts: number): Promise<World> {
  const world = await startWorld({ accounts });
  for (const account of world.accounts) await world.letDie(account);
  return world;
}

describe('every grant is dead', () => {
  it('says so in the shape of the Gemini API, and tells SDKs not to try again', async () => {
    const world = await withAllDead(2);
    const { status, headers, body } = await world.generate<GeminiError>();
    expect(status).toBe(503);
    expect(headers.get('x-should-retry')).toBe('false');
    expect(headers.get('retry-after')).toBeNull();
    expect(body.error).toMatchObject({ code: 503, status: 'UNAVAILABLE' });
    expect(body.error.message).toMatch(/re-authorize/i);
    expect(codeOf(body)).toBe('account_reauth_required');
  });

  it('says so in the shape of the OpenAI API, streaming or not', async () => {
    const world = await withAllDead(1);
    for (const stream of [false, true]) {
      const { status, headers, body } = await world.chat<ChatError>('Hello', { stream });
      expect(status).toBe(503);
      expect(headers.get('x-should-retry')).toBe('false');
      expect(body.error).toMatchObject({ code: 'account_reauth_required', type: 'server_error' });
      expect(body.error.message).toMatch(/re-authorize/i);
    }
  });

  it('answers a hundred requests quickly without a call to the token endpoint or the upstream', async () => {
    const world = await withAllDead(3);
    const asked = world.google.journal.length;
    const durationsMs: number[] = [];
    for (let request = 0; request < 100; request += 1) {
      const startedMs = performance.now();
      const { status } = await world.generate();
      durationsMs.push(performance.now() - startedMs);
      expect(status).toBe(503);
    }
    expect(world.google.journal).toHaveLength(asked);
    expect(world.gemini.journal).toEqual([]);
    // The median, so that one pause of a busy machine decides nothing.
    expect(durationsMs.sort((left, right) => left - right)[50]).toBeLessThan(100);
  });

  it('is not ready, and alive', async () => {
    const world = await withAllDead(1);
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
    const { refreshToken } = await world.google.mint(world.account(0).email);
    await world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  });

  it('names the same cure when the rest is only paused', async () => {
    const world = await startWorld({ accounts: 2 });
    await world.letDie(world.account(0));
    await world.admin('PATCH', `/api/accounts/${world.account(1).id}`, { proxy_disabled: true });
    expect(codeOf((await world.generate<GeminiError>()).body)).toBe('account_reauth_required');
    await world.admin('PATCH', `/api/accounts/${world.account(1).id}`, { proxy_disabled: false });
    expect((await world.generate()).status).toBe(200);
  });
});

describe('nobody is enrolled', () => {
  it('says that the pool is empty, and where to add an account', async () => {
    const world = await startWorld({ accounts: 0 });
    const inGemini = await world.generate<GeminiError>();
    expect([inGemini.status, codeOf(inGemini.body)]).toEqual([503, 'pool.empty']);
    expect(inGemini.body.error.details[0]?.metadata?.hint).toMatch(/Accounts page/);
    const inChat = await world.chat<ChatError>();
    expect([inChat.status, inChat.body.error.code]).toEqual([503, 'pool.empty']);
    expect(inChat.headers.get('x-should-retry')).toBe('false');
  });
});

describe('the token endpoint is down and all access tokens have run out', () => {
  it('answers 503 with a Retry-After, disables nobody, and recovers by itself', async () => {
    const world = await startWorld({
      accounts: 2,
      expired: true,
      before: ({ sandbox }) => void (sandbox.google.faults.token = 'unavailable'),
    });
    const { status, headers, body } = await world.generate<GeminiError>();
    expect(status).toBe(503);
    expect(codeOf(body)).toBe('pool.exhausted');
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(headers.get('x-should-retry')).toBeNull();
    for (const account of world.accounts) {
      expect(await world.view(account)).toMatchObject({ status: 'cooling', disabled: false });
      expect(await world.file(account)).toMatchObject({ disabled: false });
    }
    const refreshed = world.nextEvent('grant.refreshed');
    world.google.faults.token = undefined;
    await refreshed;
    expect((await world.generate()).status).toBe(200);
  });

  it('asks it no more often than its back-off allows, however many callers come', async () => {
    const world = await startWorld({
      accounts: 2,
      expired: true,
      before: ({ sandbox }) => void (sandbox.google.faults.token = 'unavailable'),
    });
    await Promise.all(Array.from({ length: 100 }, () => world.generate()));
    // Each account backs off for half a second at least after its first failure; a hundred callers change nothing.
    expect(world.google.journal.length).toBeLessThanOrEqual(8);
  });
});
