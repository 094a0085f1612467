import { describe, expect, it } from 'vitest';
import { AccountRegistry } from '../src/accounts/account-registry.js';
import { CALLER_LEFT } from '../src/core/traffic/request-record.js';
import { RequestJournal } from '../src/observability/traffic/request-journal.js';
import { startWorld, type World } from './world.js';

/** The samples of a scrape, by name and labels as they stand in the text. */
async function scrape(world: World): Promise<{ readonly text: string; readonly samples: ReadonlyMap<string, number> }> {
  const { status, headers, text } = await world.admin('GET', '/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = text.split('\n').flatMap((line): [string, number][] => {
    const at = line.lastIndexOf(' ');
    return line === '' || line.startsWith('#') ? [] : [[line.slice(0, at), Number(line.slice(at + 1))]];
  });
  return { text, samples: new Map(samples) };
}

describe('the metrics', () => {
  it('count requests, attempts and tokens, with labels from short lists', async () => {
    const world = await startWorld({ accounts: 1 });
    const journal = world.regrant.app.get(RequestJournal);
    const end = (wire: string, model: string | null, status: number, error: string | null = null) => {
      const trace = journal.open({ id: `${wire}/${status}`, wire, modelAsked: model, callerKeyId: 'key-of-somebody' });
      const attempt = trace.attempt(world.account(0).id);
      attempt.firstByte();
      attempt.end(status === 200 ? 'served' : 'refused');
      trace.usage({ inputTokens: 10, outputTokens: 5, cachedTokens: 0, thoughtTokens: 2 });
      trace.finish({ status, error });
    };
    end('gemini', 'gemini-2.5-flash-lite', 200);
    end('gemini', 'gemini-2.5-flash', 200);
    end('openai', 'gemini-3-pro-preview', 429, 'pool.cooling');
    end('openai', 'gemini-3-pro-preview', 200, 'upstream.unreachable');
    end('anthropic', 'claude-sonnet-4-5@20250929', CALLER_LEFT);
    end('wire-of-nobody', `model-${world.account(0).email}`, 200);
    journal.open({ id: 'open', wire: 'gemini', modelAsked: null, callerKeyId: null });

    const { samples } = await scrape(world);
    const requests = (wire: string, family: string, status: string) =>
      samples.get(`regrant_requests_total{wire="${wire}",model_family="${family}",status_class="${status}"}`);
    expect(requests('gemini', 'gemini-flash-lite', '2xx')).toBe(1);
    expect(requests('gemini', 'gemini-flash', '2xx')).toBe(1);
    expect(requests('openai', 'gemini-pro', '4xx')).toBe(1);
    expect(requests('openai', 'gemini-pro', 'broken')).toBe(1);
    expect(requests('anthropic', 'claude-sonnet', 'left')).toBe(1);
    expect(requests('other', 'other', '2xx')).toBe(1);
    expect(samples.get('regrant_upstream_attempts_total{outcome="served"}')).toBe(4);
    expect(samples.get('regrant_upstream_attempts_total{outcome="refused"}')).toBe(2);
    expect(samples.get('regrant_tokens_total{model_family="gemini-pro",kind="input"}')).toBe(20);
    expect(samples.has('regrant_tokens_total{model_family="gemini-pro",kind="cached"}')).toBe(false);
    expect(samples.get('regrant_request_duration_seconds_count{wire="openai"}')).toBe(2);
    expect(samples.get('regrant_request_first_byte_seconds_count{wire="gemini"}')).toBe(2);
    expect(samples.get('regrant_requests_in_flight')).toBe(1);
    // A second look counts nothing twice.
    expect((await scrape(world)).samples.get('regrant_upstream_attempts_total{outcome="served"}')).toBe(4);
  });

  it('follow the accounts, their refreshes and their deaths', async () => {
    const world = await startWorld({ accounts: 3 });
    const before = (await scrape(world)).samples;
    expect(before.get('regrant_accounts{state="ready"}')).toBe(3);
    expect(before.get('regrant_refreshes_total{outcome="dead"}')).toBe(0);
    await world.letDie(world.account(0));
    await world.admin('POST', `/api/accounts/${world.account(1).id}/refresh`);
    await world.admin('PATCH', `/api/accounts/${world.account(2).id}`, { proxy_disabled: true });
    const { samples } = await scrape(world);
    expect(samples.get('regrant_accounts{state="ready"}')).toBe(1);
    expect(samples.get('regrant_accounts{state="disabled"}')).toBe(1);
    expect(samples.get('regrant_accounts{state="proxy_disabled"}')).toBe(1);
    expect(samples.get('regrant_refreshes_total{outcome="dead"}')).toBe(1);
    expect(samples.get('regrant_refreshes_total{outcome="refreshed"}')).toBe(1);
    expect(samples.get('regrant_events_total{type="account.disabled"}')).toBe(1);
    expect(samples.get('regrant_unsaved_changes')).toBe(0);
    expect(samples.get('regrant_request_log_failing')).toBe(0);
    expect(samples.get('regrant_request_log_dropped_total')).toBe(0);
    expect(samples.has('nodejs_eventloop_lag_seconds')).toBe(true);
    expect(samples.has('process_resident_memory_bytes')).toBe(true);
  });

  it('tell when the first grant of a client will probably die', async () => {
    const world = await startWorld({
      accounts: 2,
      before: async ({ accounts }) => {
        const { readFile, writeFile } = await import('node:fs/promises');
        for (const [index, { path }] of accounts.entries()) {
          const file = JSON.parse(await readFile(path, 'utf8')) as { token: Record<string, unknown> };
          file.token['refresh_token_expires_at'] = Math.floor(Date.now() / 1000) + (index + 1) * 86_400;
          await writeFile(path, JSON.stringify(file));
        }
      },
    });
    const registry = world.regrant.app.get(AccountRegistry);
    expect([...registry.accounts()].every(({ grant }) => grant.refreshTokenExpiresAt !== null)).toBe(true);
    const { samples } = await scrape(world);
    const seconds = samples.get('regrant_grant_predicted_death_seconds{oauth_client="default"}') ?? 0;
    expect(seconds).toBeGreaterThan(86_000);
    expect(seconds).toBeLessThanOrEqual(86_400);
  });

  it('hold no e-mail, no id, no token and no key', async () => {
    const world = await startWorld({ accounts: 2 });
    const journal = world.regrant.app.get(RequestJournal);
    const canary = 'canary-model-of-a-caller-0123456789';
    const id = 'canary-request-id';
    const trace = journal.open({ id, wire: canary, modelAsked: canary, callerKeyId: 'canary-key' });
    trace.modelUsed(canary);
    trace.attempt(world.account(0).id, canary).end('failed', { reason: canary });
    trace.finish({ status: 502, error: 'upstream.rejected' });
    await world.letDie(world.account(1));
    const { text } = await scrape(world);
    expect(text).toContain('regrant_requests_total{');
    expect(text).not.toContain('canary');
    for (const account of world.accounts) {
      const { access_token: access, refresh_token: refresh } = (await world.file(account))['token'] as Record<
        string,
        string
      >;
      for (const secret of [account.id, account.email, access, refresh]) {
        expect(secret).toBeTruthy();
        expect(text).not.toContain(secret);
      }
    }
    expect(text).not.toContain('@');
  });
});
