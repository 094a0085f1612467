import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  requestDetailSchema,
  requestListSchema,
  usageListSchema,
  type RequestDetail,
  type RequestList,
  type UsageList,
} from '../contract/http/traffic.js';
import type { Problem } from '../contract/problem.js';
import { SettingsService } from '../src/config/settings.service.js';
import { CALLER_LEFT } from '../src/core/traffic/request-record.js';
import { RequestJournal } from '../src/observability/traffic/request-journal.js';
import { TrafficLog } from '../src/observability/traffic/traffic-log.js';
import { TrafficStore } from '../src/observability/traffic/traffic-store.js';
import { aRequest } from './fakes/request-records.js';
import { startWorld, type World } from './world.js';

interface Told {
  readonly wire?: string;
  readonly model?: string;
  readonly accountId?: string;
  readonly callerKeyId?: string;
  readonly status?: number;
  readonly error?: string;
  readonly input?: number;
}

/** A request as the proxy tells of it. */
function tell(world: World, id: string, told: Told = {}): void {
  const { wire = 'gemini', model = 'gemini-2.5-flash', callerKeyId = null, status = 200, error = null } = told;
  const trace = world.regrant.app.get(RequestJournal).open({ id, wire, modelAsked: model, callerKeyId });
  trace.modelUsed(model);
  const attempt = trace.attempt(told.accountId ?? world.account(0).id);
  attempt.firstByte();
  attempt.end(status === 200 ? 'served' : 'refused', { status });
  trace.usage({ inputTokens: told.input ?? 1, outputTokens: 2, cachedTokens: 0, thoughtTokens: 1 });
  trace.finish({ status, error });
}

const idsOf = ({ requests }: RequestList): readonly string[] => requests.map(({ id }) => id);

async function list(world: World, query = ''): Promise<RequestList> {
  const { status, body } = await world.admin<RequestList>('GET', `/api/requests${query}`);
  expect(status).toBe(200);
  return requestListSchema.parse(body);
}

async function usage(world: World, query = ''): Promise<UsageList> {
  const { status, body } = await world.admin<UsageList>('GET', `/api/usage${query}`);
  expect(status).toBe(200);
  return usageListSchema.parse(body);
}

describe('the request log', () => {
  it('shows a request the moment it has ended, with the story of how it went', async () => {
    const world = await startWorld({ accounts: 2 });
    const [first, second] = [world.account(0), world.account(1)];
    const journal = world.regrant.app.get(RequestJournal);
    const trace = journal.open({ id: 'story', wire: 'openai', modelAsked: 'gpt-4o', callerKeyId: 'key-1' });
    trace.modelUsed('gemini-2.5-pro');
    trace.considered([{ accountId: 'gone-by-now', reason: 'disabled: invalid_grant' }], 4);
    trace.attempt(first.id, 'session').end('refused', { status: 429, reason: 'RESOURCE_EXHAUSTED' });
    const attempt = trace.attempt(second.id);
    attempt.firstByte();
    attempt.end('served', { status: 200 });
    trace.finish({ status: 200 });

    expect(idsOf(await list(world))).toEqual(['story']);
    const { body } = await world.admin<RequestDetail>('GET', '/api/requests/story');
    const detail = requestDetailSchema.parse(body);
    expect(detail).toMatchObject({
      id: 'story',
      state: 'served',
      model_asked: 'gpt-4o',
      model_used: 'gemini-2.5-pro',
      account_id: second.id,
      email: second.email,
      caller_key_id: 'key-1',
      attempt_count: 2,
      passed_over: [{ account_id: 'gone-by-now', email: null, reason: 'disabled: invalid_grant' }],
      passed_over_count: 4,
      usage: null,
    });
    expect(detail.attempts.map(({ email, outcome, status, choice }) => [email, outcome, status, choice])).toEqual([
      [first.email, 'refused', 429, 'session'],
      [second.email, 'served', 200, null],
    ]);
    expect(detail.explanation.join('\n')).toContain(`${first.email} (chosen by session) was refused by the upstream`);
  });

  it('is read page by page, newest first, each request once, while new ones come in', async () => {
    const world = await startWorld({ accounts: 1 });
    for (let number = 0; number < 700; number += 1) tell(world, `r${number}`);
    const seen: string[] = [];
    let page = await list(world, '?limit=300');
    for (;;) {
      seen.push(...idsOf(page));
      if (page.next === null) break;
      tell(world, `later-${page.next}`);
      page = await list(world, `?limit=300&before=${page.next}`);
    }
    expect(seen).toEqual(Array.from({ length: 700 }, (_, number) => `r${699 - number}`));
  });

  it('tells what is new since the last look, and nothing twice', async () => {
    const world = await startWorld({ accounts: 1 });
    tell(world, 'seen');
    const [seen] = (await list(world)).requests;
    tell(world, 'new', { status: 503, error: 'pool.exhausted' });
    tell(world, 'newest');
    expect(idsOf(await list(world, `?after=${seen?.seq}`))).toEqual(['newest', 'new']);
    expect(idsOf(await list(world, `?after=${seen?.seq}&state=failed`))).toEqual(['new']);
  });

  it('is filtered by everything that tells requests apart', async () => {
    const world = await startWorld({ accounts: 2 });
    tell(world, 'plain');
    tell(world, 'failed', { status: 503, error: 'pool.exhausted' });
    tell(world, 'broken', { status: 200, error: 'upstream.unreachable' });
    tell(world, 'left', { status: CALLER_LEFT });
    tell(world, 'other', { wire: 'anthropic', model: 'claude-x', accountId: world.account(1).id, callerKeyId: 'k' });
    expect(idsOf(await list(world, '?state=failed'))).toEqual(['broken', 'failed']);
    expect(idsOf(await list(world, '?state=left'))).toEqual(['left']);
    expect(idsOf(await list(world, '?state=served&model=gemini-2.5-flash'))).toEqual(['plain']);
    for (const query of [`?account=${world.account(1).id}`, '?key=k', '?wire=anthropic', '?model=claude-x']) {
      expect(idsOf(await list(world, query))).toEqual(['other']);
    }
    expect(idsOf(await list(world, '?slow_ms=600000'))).toEqual([]);
    expect(idsOf(await list(world, '?slow_ms=0'))).toHaveLength(5);
  });

  it('refuses what it does not understand, and who may not ask', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const path of [
      '/api/requests?limit=0',
      '/api/requests?limit=501',
      '/api/requests?state=odd',
      '/api/requests?sate=failed',
      '/api/usage?by=week',
      '/api/usage?from=yesterday',
    ]) {
      const { status, body } = await world.admin<Problem>('GET', path);
      expect([path, status, body.code]).toEqual([path, 400, 'request.invalid']);
    }
    const { status, body } = await world.admin<Problem>('GET', '/api/requests/no-such-request');
    expect([status, body.code]).toEqual([404, 'request.not_found']);
    for (const path of ['/api/requests', '/api/requests/x', '/api/usage', '/metrics']) {
      expect([path, (await fetch(`${world.url}${path}`)).status]).toEqual([path, 401]);
    }
  });

  it('and the usage survive a restart', async () => {
    const world = await startWorld({ accounts: 1 });
    for (let number = 0; number < 30; number += 1) tell(world, `r${number}`, { input: number });
    await world.restart();
    tell(world, 'after');
    expect(idsOf(await list(world, '?limit=2'))).toEqual(['after', 'r29']);
    expect((await world.admin('GET', '/api/requests/r0')).status).toBe(200);
    const { rows } = await usage(world);
    expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(31);
    const file = await stat(join(world.dataDirectory, 'traffic.sqlite'));
    expect(file.mode & 0o077).toBe(0);
  });

  it('tells dashboards of a request that has ended', async () => {
    const world = await startWorld({ accounts: 1 });
    const told = world.nextEvent('request.finished');
    tell(world, 'r1');
    expect(await told).toMatchObject({
      id: 'r1',
      model: 'gemini-2.5-flash',
      account_id: world.account(0).id,
      status: 200,
      tokens: 3,
      count: 1,
    });
  });

  it('adds up usage by model, account and key', async () => {
    const world = await startWorld({ accounts: 2 });
    tell(world, 'a', { input: 10, callerKeyId: 'k1' });
    tell(world, 'b', { input: 20, accountId: world.account(1).id });
    tell(world, 'c', { input: 30, model: 'gemini-2.5-pro', status: 500, error: 'upstream.rejected' });
    const byModel = await usage(world, '?group=model&by=day');
    expect(
      byModel.rows.map(({ group, requests, errors, input_tokens, output_tokens }) => [
        group,
        requests,
        errors,
        input_tokens,
        output_tokens,
      ]),
    ).toEqual([
      ['gemini-2.5-flash', 2, 0, 30, 4],
      ['gemini-2.5-pro', 1, 1, 30, 2],
    ]);
    const byAccount = await usage(world, '?group=account');
    expect(byAccount.rows.map(({ group, email, requests }) => [group, email, requests])).toEqual([
      [world.account(0).id, world.account(0).email, 2],
      [world.account(1).id, world.account(1).email, 1],
    ]);
    const byKey = await usage(world, '?group=key');
    expect(byKey.rows.map(({ group, requests }) => [group, requests])).toEqual([
      [null, 2],
      ['k1', 1],
    ]);
    const before = await usage(world, '?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z');
    expect(before.rows).toEqual([]);
  });

  it('goes on without a disk: requests are served, memory answers, and all is written when the disk is back', async () => {
    const world = await startWorld({ accounts: 1 });
    tell(world, 'before');
    await list(world);
    const file = join(world.dataDirectory, 'traffic.sqlite');
    await rename(file, `${file}.away`);
    await mkdir(file);
    tell(world, 'meanwhile');
    expect(await list(world)).toMatchObject({ complete: false, requests: [{ id: 'meanwhile' }, { id: 'before' }] });
    expect((await world.admin('GET', '/api/requests/meanwhile')).status).toBe(200);
    const refused = await world.admin<Problem>('GET', '/api/usage');
    expect([refused.status, refused.body.code]).toEqual([503, 'storage.failed']);
    expect((await world.generate()).status).toBe(200);

    await rm(file, { recursive: true });
    await rename(`${file}.away`, file);
    expect(await list(world)).toMatchObject({ complete: true });
    await world.restart();
    expect(idsOf(await list(world))).toEqual(expect.arrayContaining(['meanwhile', 'before']));
  });

  it('starts anew over a damaged file, says so in the log, and keeps the damaged one', async () => {
    const world = await startWorld({
      accounts: 1,
      before: ({ dataDirectory }) => writeFile(join(dataDirectory, 'traffic.sqlite'), 'not a database '.repeat(300)),
    });
    tell(world, 'r1');
    expect(await list(world)).toMatchObject({ complete: true, requests: [{ id: 'r1' }] });
    expect(world.log.messages).toEqual(expect.arrayContaining([expect.stringContaining('traffic file is damaged')]));
    const aside = (await readdir(join(world.dataDirectory, 'quarantine'))).filter((name) => name.startsWith('traffic'));
    expect(aside).toHaveLength(1);
  });

  it('keeps what the settings allow, and follows them while it runs', async () => {
    const world = await startWorld({
      accounts: 1,
      before: ({ dataDirectory }) =>
        writeFile(join(dataDirectory, 'settings.json'), JSON.stringify({ retention: { requests_days: 7 } })),
    });
    const { app } = world.regrant;
    expect(app.get(SettingsService).current.retention).toEqual({
      requests_days: 7,
      requests_megabytes: 512,
      requests_bodies: false,
    });
    const DAY_MS = 86_400_000;
    const aged = (days: number) => (Date.now() - days * DAY_MS) * 1000;
    await app.get(TrafficStore).append({
      number: 1,
      records: [1, 5, 9].map((days) => aRequest(days, { seq: aged(days), id: `${days}-days-old` })),
      usage: [],
    });
    const traffic = app.get(TrafficLog);
    await traffic.prune();
    expect(idsOf(await list(world))).toEqual(['1-days-old', '5-days-old']);
    await app.get(SettingsService).change((stored) => ({ ...stored, retention: { requests_days: 3 } }));
    await traffic.prune();
    expect(idsOf(await list(world))).toEqual(['1-days-old']);
    await expect(
      app.get(SettingsService).change((stored) => ({ ...stored, retention: { requests_days: 0 } })),
    ).rejects.toThrow('requests_days');
  });

  it('holds no token, no e-mail and no key on disk', async () => {
    const world = await startWorld({ accounts: 1 });
    const account = world.account(0);
    const { access_token: access, refresh_token: refresh } = (await world.file(account))['token'] as Record<
      string,
      string
    >;
    tell(world, 'r1', { model: `models/${refresh ?? ''}`, status: 502, error: 'upstream.rejected' });
    const journal = world.regrant.app.get(RequestJournal);
    const trace = journal.open({ id: 'r2', wire: 'gemini', modelAsked: null, callerKeyId: null });
    trace.attempt(account.id).end('failed', { reason: `Bearer ${access ?? ''} was refused` });
    trace.finish({ status: 502 });
    const { text } = await world.admin('GET', '/api/requests/r2');
    expect(text).toContain('Bearer [redacted] was refused');
    await world.stop();
    const disk = (await readFile(join(world.dataDirectory, 'traffic.sqlite'))).toString('latin1');
    expect(disk).toContain(account.id);
    for (const secret of [access, refresh, account.email]) {
      expect(secret).toBeTruthy();
      expect(disk).not.toContain(secret);
    }
  });
});
