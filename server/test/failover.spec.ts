import { describe, expect, it, onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { listenOnLoopback } from '../sandbox/loopback-server.js';
import type { GeminiFault } from '../sandbox/gemini-fault.js';
import { chatBody, geminiBody, CALLER_KEY, MODEL, startWorld, type Enrolled, type World } from './world.js';
import { signInAtGoogle } from './world-sign-in.js';

const googleError = (code: number, status: string, message: string, details: readonly object[] = []): GeminiFault => ({
  status: code,
  body: { error: { code, message, status, details } },
});
const UNAVAILABLE = googleError(503, 'UNAVAILABLE', 'The model is overloaded.');
const errorInfo = (reason: string): object => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
});

const piece = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});
const STORY = [piece('Once '), piece('upon '), piece('a time.', 'STOP')];

/** The fault meets one account; the others are well. */
const afflict = (world: World, { email }: Pick<Enrolled, 'email'>, fault: GeminiFault) =>
  (world.gemini.faults.next = (record) => (record.email === email ? fault : undefined));

async function generateTimes(world: World, times: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let round = 0; round < times; round += 1) statuses.push((await world.generate()).status);
  return statuses;
}
const cooling = async (world: World) => (await world.events()).filter(({ type }) => type === 'account.cooling');

describe('an account that fails before the first content', () => {
  it.each([
    ['503', UNAVAILABLE],
    ['a reset connection', 'reset' as const],
    ['an answer that breaks off', { cutAfterBytes: 20 }],
  ])('costs no caller anything, and is left alone after five in a row: %s', async (_name, fault) => {
    const world = await startWorld({ accounts: 3 });
    const sick = world.account(0);
    afflict(world, sick, fault);
    expect(new Set(await generateTimes(world, 30))).toEqual(new Set([200]));
    // Five that found out, and nobody after that.
    expect(world.servedBy.filter((email) => email === sick.email)).toHaveLength(5);
    expect(world.gemini.journal).toHaveLength(30 + 5);
    expect(await cooling(world)).toMatchObject([{ email: sick.email, seconds: 30 }]);
    expect(await world.view(sick)).toMatchObject({ status: 'cooling', disabled: false, blocked: false });
  });

  it('is one of three that are tried, each once, by a single layer of retries', async () => {
    const world = await startWorld({ accounts: 5 });
    world.gemini.faults.next = () => UNAVAILABLE;
    for (const send of [() => world.generate(), () => world.chat()]) {
      const before = world.gemini.journal.length;
      expect((await send()).status).toBe(503);
      expect(world.gemini.journal.length - before).toBe(3);
      expect(new Set(world.servedBy.slice(before)).size).toBe(3);
    }
  });

  it('is not asked twice by a request that is reset after it was sent', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => 'reset';
    expect((await world.generate()).status).toBe(502);
    expect(world.gemini.journal).toHaveLength(2);
    expect(new Set(world.servedBy).size).toBe(2);
  });

  it('is told in the wire of the caller, at once, when nothing listens at the upstream', async () => {
    const gone = await listenOnLoopback({});
    await gone.close();
    const world = await startWorld({ accounts: 3, env: { REGRANT_GEMINI_BASE_URL: gone.origin } });
    const startedMs = performance.now();
    const inGemini = await world.generate<{ error: { status: string } }>();
    const inChat = await world.chat<{ error: { code: string } }>();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect([inGemini.status, inGemini.body.error.status]).toEqual([502, 'UNAVAILABLE']);
    expect([inChat.status, inChat.body.error.code]).toEqual([502, 'upstream.unreachable']);
  });
});

describe('a total outage', () => {
  it('costs the upstream a fifth more at most, fails fast, and is over with the first answer', async () => {
    const REQUESTS = 1_000;
    const world = await startWorld({ accounts: 6 });
    world.gemini.faults.next = () => UNAVAILABLE;
    const agent = new Agent({ connections: 25 });
    onTestFinished(() => agent.destroy());
    const call = async (index: number) => {
      const answer = await request(`${world.url}/v1beta/models/${MODEL}:generateContent`, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${CALLER_KEY}` },
        body: JSON.stringify(geminiBody(`Hello ${index}`)),
      });
      await answer.body.dump();
      expect(answer.statusCode).toBe(503);
    };
    const waiting = Array.from({ length: REQUESTS }).keys();
    const callAll = async () => {
      for (const index of waiting) await call(index);
    };
    await Promise.all(Array.from({ length: 25 }, callAll));
    expect(world.gemini.journal.length).toBeGreaterThanOrEqual(REQUESTS);
    expect(world.gemini.journal.length).toBeLessThanOrEqual(REQUESTS * 1.2);
    const durationsMs: number[] = [];
    for (let more = 0; more < 21; more += 1) {
      const startedMs = performance.now();
      await call(REQUESTS + more);
      durationsMs.push(performance.now() - startedMs);
    }
    // The median, so that one pause of a busy machine decides nothing.
    expect(durationsMs.sort((left, right) => left - right)[10]).toBeLessThan(100);
    // Half of the pool at least was never left alone.
    expect(new Set((await cooling(world)).map(({ email }) => email)).size).toBeLessThanOrEqual(3);
    world.gemini.faults.next = undefined;
    expect(await generateTimes(world, 3)).toEqual([200, 200, 200]);
  });
});

describe('a quota that is used up', () => {
  const limited = (retryAfter: string | undefined, details: readonly object[] = []): GeminiFault => ({
    status: 429,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    body: { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED', details } },
  });
  const retryInfo = (retryDelay: string): object => ({
    '@type': 'type.googleapis.com/google.rpc.RetryInfo',
    retryDelay,
  });

  it('makes the account rest as long as the upstream says, within bounds, while others serve', async () => {
    const HINTS: readonly (readonly [hint: GeminiFault, least: number, most: number])[] = [
      [limited('5'), 5, 5],
      [limited(new Date(Date.now() + 120_000).toUTCString()), 100, 120],
      [limited('0'), 1, 2],
      [limited('-1'), 1, 2],
      [limited('1000000000000'), 86_400, 86_400],
      [limited('1e12'), 1, 2],
      [limited('abc'), 1, 2],
      [limited(undefined, [retryInfo('3.5s')]), 4, 4],
      [limited('60', [retryInfo('7s')]), 7, 7],
      [limited(undefined), 1, 2],
    ];
    const world = await startWorld({ accounts: HINTS.length + 1 });
    for (const [hint, least, most] of HINTS) {
      const before = world.gemini.journal.length;
      world.gemini.faults.next = () => (world.gemini.journal.length === before + 1 ? hint : undefined);
      expect((await world.generate()).status).toBe(200);
      const told = (await cooling(world)).at(-1);
      expect(told).toMatchObject({ email: world.servedBy[before], model: MODEL });
      expect(Number(told?.['seconds'])).toBeGreaterThanOrEqual(least);
      expect(Number(told?.['seconds'])).toBeLessThanOrEqual(most);
    }
    expect(await cooling(world)).toHaveLength(HINTS.length);
  });

  it('of one model leaves the account to all others', async () => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = ({ path }) => (path.includes(`/${MODEL}:`) ? limited('60') : undefined);
    expect((await world.generate()).status).toBe(429);
    expect((await world.generate()).status).toBe(429);
    expect(world.gemini.journal).toHaveLength(1);
    const other = await world.call('/v1beta/models/gemini-2.5-flash:generateContent', { json: geminiBody('Hello') });
    expect(other.status).toBe(200);
    expect(await world.view(world.account(0))).toMatchObject({ status: 'ready' });
  });

  it('is told with the wait for the first account that is back, not for the last that was asked', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => limited(world.gemini.journal.length === 1 ? '7' : '600');
    const { status, headers } = await world.generate();
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
  });
});

describe('an account whose owner has something to do', () => {
  const HELP = 'https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview?project=1';
  const disabledApi = googleError(403, 'PERMISSION_DENIED', 'Gemini API has not been used in project 1.', [
    errorInfo('SERVICE_DISABLED'),
    { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Activation', url: HELP }] },
  ]);

  it('is blocked with a link, not disabled, not asked again, and free once a person says so', async () => {
    const world = await startWorld({ accounts: 2 });
    const stuck = world.account(0);
    afflict(world, stuck, disabledApi);
    const blocked = world.nextEvent('account.blocked', stuck);
    expect(new Set(await generateTimes(world, 6))).toEqual(new Set([200]));
    expect(await blocked).toMatchObject({ url: HELP });
    expect(world.servedBy.filter((email) => email === stuck.email)).toHaveLength(1);
    expect(await world.view(stuck)).toMatchObject({ status: 'blocked', blocked_url: HELP, disabled: false });
    await world.untilSaved(stuck);
    expect(await world.file(stuck)).toMatchObject({ blocked: true, blocked_url: HELP, disabled: false });

    world.gemini.faults.next = undefined;
    const unblocked = world.nextEvent('account.unblocked', stuck);
    await world.admin('PATCH', `/api/accounts/${stuck.id}`, { blocked: false });
    await unblocked;
    await generateTimes(world, 4);
    expect(world.servedBy.filter((email) => email === stuck.email).length).toBeGreaterThan(1);
    expect(await world.file(stuck)).not.toHaveProperty('blocked');
  });

  it('is free as soon as the owner has signed in again', async () => {
    const world = await startWorld({ accounts: 1 });
    const stuck = world.account(0);
    const link = 'https://accounts.google.com/signin/continue?plt=1';
    // As Google words it where it gives no reason: the link is in the message.
    world.gemini.faults.next = () =>
      googleError(403, 'PERMISSION_DENIED', `To continue, verify your account at ${link} and try again.`);
    expect((await world.generate()).status).toBe(403);
    expect(await world.view(stuck)).toMatchObject({ status: 'blocked', blocked_url: link });
    expect((await world.generate()).status).toBe(503);
    world.gemini.faults.next = undefined;
    await signInAtGoogle(world, { account: stuck, as: stuck.email });
    expect((await world.generate()).status).toBe(200);
    expect(await world.view(stuck)).toMatchObject({ status: 'ready', blocked: false });
  });

  it("is not blocked by one caller's request", async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = ({ body }) =>
      body.includes('my secret file')
        ? googleError(403, 'PERMISSION_DENIED', 'You do not have permission to access the File x or it may not exist.')
        : undefined;
    for (let round = 0; round < 4; round += 1) expect((await world.generate('my secret file')).status).toBe(403);
    expect(await generateTimes(world, 4)).toEqual([200, 200, 200, 200]);
    expect(await cooling(world)).toEqual([]);
  });
});

describe('a stream that says no before its first content', () => {
  const streamPath = (alt: string) => `/v1beta/models/${MODEL}:streamGenerateContent${alt}`;
  const SENDERS: readonly (readonly [string, (world: World) => Promise<Response>])[] = [
    ['SSE passed on', (world) => world.call(streamPath('?alt=sse'), { json: geminiBody('Tell') })],
    ['an array passed on', (world) => world.call(streamPath(''), { json: geminiBody('Tell') })],
    [
      'a translated one',
      (world) => world.call('/v1/chat/completions', { json: { ...chatBody('Tell'), stream: true } }),
    ],
  ];
  const USAGE = { usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 } };
  const inStream = (code: number, status: string): object => ({ error: { code, message: 'No.', status } });

  it.each(SENDERS)('moves to another account unseen: %s', async (_name, send) => {
    const world = await startWorld({ accounts: 3 });
    const BEGINNINGS = [[inStream(503, 'UNAVAILABLE')], [USAGE, inStream(500, 'INTERNAL')], [USAGE], []];
    for (const beginning of BEGINNINGS) {
      const before = world.gemini.journal.length;
      world.gemini.faults.next = () => ({ chunks: world.gemini.journal.length === before + 1 ? beginning : STORY });
      const answer = await send(world);
      const text = await answer.text();
      expect([answer.status, text.match(/Once /g)?.length]).toEqual([200, 1]);
      expect(text).not.toContain('"error"');
      expect(text).not.toContain('"promptTokenCount":3');
      expect(new Set(world.servedBy.slice(before)).size).toBe(2);
    }
  });

  it.each(SENDERS)('is told as a plain error when nobody has a better answer: %s', async (_name, send) => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => ({ chunks: [inStream(503, 'UNAVAILABLE')] });
    const answer = await send(world);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('No.');
    expect(world.gemini.journal).toHaveLength(2);
  });

  it.each(SENDERS)('counts for the account as the same refusal under an error status: %s', async (_name, send) => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => ({ chunks: [inStream(429, 'RESOURCE_EXHAUSTED')] });
    expect((await send(world)).status).toBe(429);
    expect(await cooling(world)).toMatchObject([{ model: MODEL }, { model: MODEL }]);
    expect((await send(world)).status).toBe(429);
    expect(world.gemini.journal).toHaveLength(2);
  });

  it.each(SENDERS)('is not tried elsewhere when the request is at fault: %s', async (_name, send) => {
    const world = await startWorld({ accounts: 3 });
    world.gemini.faults.next = () => ({ chunks: [inStream(400, 'INVALID_ARGUMENT')] });
    for (let round = 0; round < 6; round += 1) expect((await send(world)).status).toBe(400);
    expect(world.gemini.journal).toHaveLength(6);
    expect(await cooling(world)).toEqual([]);
  });
});

describe('a stream under way', () => {
  const STEPS: readonly (readonly [string, (world: World) => Promise<unknown>])[] = [
    ['its account is disabled', (world) => world.letDie(world.account(0))],
    [
      'its account gets a new grant',
      async (world) => {
        const { refreshToken } = await world.google.mint(world.account(0).email);
        return world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
      },
    ],
    ['its account is deleted', (world) => world.admin('DELETE', `/api/accounts/${world.account(0).id}`)],
    [
      'its account is paused',
      (world) => world.admin('PATCH', `/api/accounts/${world.account(0).id}`, { proxy_disabled: true }),
    ],
    ['the pool is reloaded', (world) => world.admin('POST', '/api/pool/reload')],
  ];

  it.each(STEPS)('is completed byte for byte when %s', async (_name, step) => {
    const world = await startWorld({ accounts: 1 });
    world.gemini.faults.next = () => ({ chunks: STORY });
    const barrier = world.gemini.hold({ afterChunks: 1 });
    const answer = await world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, {
      json: geminiBody('Tell'),
    });
    await barrier.arrived();
    await step(world);
    barrier.release();
    expect(await answer.text()).toBe(STORY.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));
    expect(world.gemini.journal).toHaveLength(1);
  });
});
