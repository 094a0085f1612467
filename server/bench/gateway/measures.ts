import { setTimeout as pause } from 'node:timers/promises';
import {
  chatRequest,
  EVENTS_PER_STREAM,
  geminiRequest,
  messageRequest,
  MODEL,
  SLOW_MODEL,
  type Size,
} from './bodies.js';
import { compare, contest, round, type Round, type Task } from './contest.js';
import type { Gateway } from './gateways.js';
import { ADMIN_TOKEN, CALLER_KEY } from '../bench-settings.js';
import type { Row } from './table.js';
import type { Worker } from './worker.js';

const GENERATE = `/v1beta/models/${MODEL}:generateContent`;
const STREAM = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;
const HEADERS = { authorization: `Bearer ${CALLER_KEY}`, 'user-agent': 'benchmark/1.0', accept: '*/*' };
const ROUNDS = 5;
const ROUND_MS = 800;
const MANY = 64;
const SLOW_STREAMS = 2_000;
/** Streams that have not begun by then have failed. */
const BEGIN_WITHIN_MS = 20_000;
const REFRESHED = 1_000;
/** All of them within the time that the refreshes take: eight at once, 20 ms each. */
const REFRESH_ROUNDS = 3;
const REFRESH_ROUND_MS = 600;

const task = (path: string, body: string, connections: number): Task => ({
  path,
  body,
  connections,
  headers: HEADERS,
  ms: ROUND_MS,
});

const perSecond = (round: Round): number => round.perSecond;
const cpuUs = (round: Round): number => round.cpuUs;
const p50 = (round: Round): number => round.p50Ms;
const p99 = (round: Round): number => round.p99Ms;
const firstByte = (round: Round): number => round.firstByteP50Ms;

/** The pass-through of small requests: beside the bare pipe all other gateways that are here. */
export async function passThrough(load: Worker, [bare, regrant, ...others]: readonly Gateway[]): Promise<Row[]> {
  if (!bare || !regrant) return [];
  const [limit = [], ours = [], ...rest] = await contest(
    load,
    [bare, regrant, ...others],
    task(GENERATE, geminiRequest('small'), MANY),
    ROUNDS,
  );
  const told = { against: bare.name, unit: 'requests/s' };
  return [
    {
      what: `${MANY} connections, 1.4 KB in, 2.2 KB out`,
      ...told,
      ...compare([limit, ours], perSecond),
      goal: { atLeast: 0.85 },
    },
    {
      what: 'the same, CPU',
      against: bare.name,
      unit: 'us each',
      ...compare([limit, ours], cpuUs),
      goal: { atMost: 1.2 },
    },
    ...rest.map((rounds, index) => ({
      what: `the same through ${others[index]?.name ?? ''}`,
      ...told,
      ...compare([limit, rounds], perSecond),
      goal: undefined,
    })),
  ];
}

/** What one caller waits for, when nobody else is there. */
export async function waiting(load: Worker, bare: Gateway, regrant: Gateway): Promise<Row[]> {
  const pair = [bare, regrant];
  const [limit = [], ours = []] = await contest(load, pair, task(GENERATE, geminiRequest('small'), 1), ROUNDS);
  const [begun = [], oursBegun = []] = await contest(load, pair, task(STREAM, geminiRequest('small'), 1), ROUNDS);
  const told = { against: bare.name, unit: 'ms' };
  return [
    { what: 'one connection, p50', ...told, ...compare([limit, ours], p50), goal: { atMost: 1.15 } },
    { what: 'one connection, p99', ...told, ...compare([limit, ours], p99), goal: undefined },
    { what: 'first byte of a stream, p50', ...told, ...compare([begun, oursBegun], firstByte), goal: { atMost: 1.2 } },
  ];
}

/** Long prompts, and many streams at once. */
export async function volume(load: Worker, bare: Gateway, regrant: Gateway): Promise<Row[]> {
  const pair = [bare, regrant];
  const [limit = [], ours = []] = await contest(load, pair, task(GENERATE, geminiRequest('large'), MANY), ROUNDS);
  const [streams = [], oursStreams = []] = await contest(
    load,
    pair,
    task(STREAM, geminiRequest('small'), MANY),
    ROUNDS,
  );
  const chunks = (round: Round): number => round.perSecond * EVENTS_PER_STREAM;
  const against = bare.name;
  return [
    {
      what: '64 KB prompts',
      against,
      unit: 'requests/s',
      ...compare([limit, ours], perSecond),
      goal: { atLeast: 0.75 },
    },
    {
      what: `${MANY} streams`,
      against,
      unit: 'chunks/s',
      ...compare([streams, oursStreams], chunks),
      goal: { atLeast: 0.95 },
    },
  ];
}

/** Streams in which nearly nothing happens, and what is left of them when all callers leave. */
export async function slowStreams(load: Worker, upstream: Worker, regrant: Gateway): Promise<Row[]> {
  const path = `/v1beta/models/${SLOW_MODEL}:streamGenerateContent?alt=sse`;
  const slow = task(path, geminiRequest('small'), SLOW_STREAMS);
  const before = await regrant.memory();
  const failures = await load.ask<number>('keep', { ...slow, port: regrant.port, ms: BEGIN_WITHIN_MS });
  const each = ((await regrant.memory()) - before) / SLOW_STREAMS / 1000;
  await load.ask('leave');
  await pause(1_000);
  const leftOpen = await upstream.ask<number>('open');
  const alone = { against: '', limit: null };
  const what = `${SLOW_STREAMS} slow streams`;
  return [
    { what: `${what}: memory each`, unit: 'kB', ...alone, regrant: each, ratio: each, goal: { atMost: 40 } },
    { what: `${what}: failures`, unit: '', ...alone, regrant: failures, ratio: failures, goal: { atMost: 0 } },
    {
      what: `${what}: open 1 s after all left`,
      unit: '',
      ...alone,
      regrant: leftOpen,
      ratio: leftOpen,
      goal: { atMost: 0 },
    },
  ];
}

/** Whether it matters how many accounts there are, and that many of them are being refreshed. */
export async function accounts(load: Worker, few: Gateway, many: Gateway): Promise<Row[]> {
  const small = task(GENERATE, geminiRequest('small'), MANY);
  const [limit = [], ours = []] = await contest(load, [few, many], small, ROUNDS);
  const alone = { ...small, connections: 1, ms: REFRESH_ROUND_MS };
  await round(load, many, alone);
  const quiet: Round[] = [];
  const busy: Round[] = [];
  for (let turn = 0; turn < REFRESH_ROUNDS; turn += 1) quiet.push(await round(load, many, alone));
  const refreshed = refresh(many);
  for (let turn = 0; turn < REFRESH_ROUNDS; turn += 1) busy.push(await round(load, many, alone));
  await refreshed;
  return [
    {
      what: '10,000 accounts',
      against: few.name,
      unit: 'requests/s',
      ...compare([limit, ours], perSecond),
      goal: { atLeast: 0.97 },
    },
    {
      what: `p50 while ${REFRESHED} tokens are refreshed`,
      against: 'when all is quiet',
      unit: 'ms',
      ...compare([quiet, busy], p50),
      goal: { atMost: 1.2 },
    },
  ];
}

async function refresh({ port }: Gateway): Promise<void> {
  const ids = Array.from({ length: REFRESHED }, (_, index) => `account-${index}`);
  const answer = await fetch(`http://127.0.0.1:${port}/api/accounts/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ids, action: 'refresh' }),
  });
  if (!answer.ok) throw new Error(`the batch answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** Callers of other wires, against the least that can be done for them. */
export async function translations(load: Worker, smallest: Gateway, regrant: Gateway): Promise<Row[]> {
  const wires = [
    { name: 'OpenAI', path: '/v1/chat/completions', body: chatRequest },
    { name: 'Anthropic', path: '/v1/messages', body: messageRequest },
  ];
  const rows: Row[] = [];
  for (const { name, path, body } of wires) {
    const of = (size: Size) => contest(load, [smallest, regrant], task(path, body(size), MANY), ROUNDS);
    const [limit = [], ours = []] = await of('small');
    const [long = [], oursLong = []] = await of('large');
    const against = smallest.name;
    rows.push(
      {
        what: `${name} callers`,
        against,
        unit: 'requests/s',
        ...compare([limit, ours], perSecond),
        goal: { atLeast: 0.8 },
      },
      {
        what: `${name} callers, CPU`,
        against,
        unit: 'us each',
        ...compare([limit, ours], cpuUs),
        goal: { atMost: 1.25 },
      },
      {
        what: `${name} callers, 64 KB, CPU`,
        against,
        unit: 'us each',
        ...compare([long, oursLong], cpuUs),
        goal: { atMost: 1.3 },
      },
    );
  }
  return rows;
}

const WARM_REQUESTS = 20_000;
const WARM_ROUNDS = 10;

/** Requests until the code is compiled and the request log writes at its steady rate; on a slow machine, for a while. */
export async function warmUp(load: Worker, gateways: readonly Gateway[]): Promise<void> {
  const small = task(GENERATE, geminiRequest('small'), MANY);
  for (const gateway of gateways) {
    let answers = 0;
    for (let turn = 0; turn < WARM_ROUNDS && answers < WARM_REQUESTS; turn += 1)
      answers += (await round(load, gateway, small)).answers;
  }
}
