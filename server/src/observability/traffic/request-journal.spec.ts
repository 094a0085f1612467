import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/fakes/manual-clock.js';
import { openMemoryLog } from '../../../test/fakes/memory-log.js';
import { RecordingEventBus } from '../../../test/fakes/recording-event-bus.js';
import { aRequest } from '../../../test/fakes/request-records.js';
import { CALLER_LEFT, type RequestRecord } from '../../core/traffic/request-record.js';
import { FinishedEvents } from './finished-events.js';
import { RecentRequests } from './recent-requests.js';
import { RequestJournal, seqAt, SILENT_JOURNAL } from './request-journal.js';
import { SILENT_TRACE, type RequestFacts } from './request-trace.js';

const FACTS: RequestFacts = { id: 'r1', wire: 'openai', modelAsked: 'gpt-4o', callerKeyId: 'k1' };
const START = 1_700_000_000_000;

function open() {
  const clock = new ManualClock(START);
  const memory = openMemoryLog();
  const { redactor } = memory;
  const journal = new RequestJournal(clock, redactor, memory.log);
  const records: RequestRecord[] = [];
  journal.onFinished((record) => records.push(record));
  return { clock, journal, records, redactor, messages: () => memory.messages };
}

describe('the journal of requests', () => {
  it('makes a record of all that happened to a request', () => {
    const { clock, journal, records } = open();
    const trace = journal.open(FACTS);
    trace.modelUsed('gemini-2.5-pro');
    trace.considered([{ accountId: 'dead', reason: 'disabled' }], 7);
    clock.advance(5);
    const first = trace.attempt('a1', 'session');
    clock.advance(100);
    first.end('refused', { status: 429, reason: 'RESOURCE_EXHAUSTED' });
    const second = trace.attempt('a2');
    clock.advance(30);
    second.firstByte();
    clock.advance(20);
    second.firstByte();
    second.end('served', { status: 200 });
    second.end('failed');
    trace.usage({ inputTokens: 1, outputTokens: 2, cachedTokens: 0, thoughtTokens: 1 });
    trace.dropped(['logit_bias']);
    expect(records).toEqual([]);
    expect(journal.inFlight).toBe(1);
    trace.finish({ status: 200 });
    trace.finish({ status: 500, error: 'too.late' });
    expect(journal.inFlight).toBe(0);
    expect(records).toEqual([
      {
        seq: seqAt(START + 155),
        id: 'r1',
        startedAtMs: START,
        wire: 'openai',
        modelAsked: 'gpt-4o',
        modelUsed: 'gemini-2.5-pro',
        accountId: 'a2',
        callerKeyId: 'k1',
        status: 200,
        attempts: [
          {
            accountId: 'a1',
            choice: 'session',
            startedAtMs: START + 5,
            firstByteMs: null,
            endedAtMs: START + 105,
            outcome: 'refused',
            status: 429,
            reason: 'RESOURCE_EXHAUSTED',
          },
          {
            accountId: 'a2',
            choice: null,
            startedAtMs: START + 105,
            firstByteMs: 30,
            endedAtMs: START + 155,
            outcome: 'served',
            status: 200,
            reason: null,
          },
        ],
        passedOver: [{ accountId: 'dead', reason: 'disabled' }],
        passedOverCount: 7,
        durationMs: 155,
        firstByteMs: 135,
        usage: { inputTokens: 1, outputTokens: 2, cachedTokens: 0, thoughtTokens: 1 },
        droppedFields: ['logit_bias'],
        error: null,
      },
    ]);
  });

  it('ends with the request the attempt that nobody ended', () => {
    const { journal, records } = open();
    for (const status of [CALLER_LEFT, 502]) {
      const trace = journal.open(FACTS);
      trace.attempt('a1');
      trace.finish({ status });
    }
    expect(records.map(({ attempts }) => attempts[0]?.outcome)).toEqual(['left', 'failed']);
  });

  it('numbers requests in the order of their ends, also when the clock is set back', () => {
    const { clock, journal, records } = open();
    for (let number = 0; number < 3; number += 1) journal.open(FACTS).finish({ status: 200 });
    clock.jumpWall(-60_000);
    journal.open(FACTS).finish({ status: 200 });
    const seqs = records.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((left, right) => left - right));
    expect(new Set(seqs).size).toBe(4);
    expect(Number.isSafeInteger(seqAt(Date.UTC(2200, 0)))).toBe(true);
  });

  it('is bounded, whatever it is told, and holds no secret', () => {
    const { journal, records, redactor } = open();
    const secret = 'canary-secret-of-an-account-0123';
    redactor.add(secret);
    const trace = journal.open({ ...FACTS, modelAsked: `${secret}/${'m'.repeat(5000)}` });
    trace.considered(
      Array.from({ length: 10_000 }, (_, at) => ({
        accountId: `a${at}`,
        reason: `${'x'.repeat(190)} ${secret} `.repeat(100),
      })),
    );
    trace.considered([{ accountId: 'b', reason: secret }]);
    trace.dropped(Array.from({ length: 500 }, () => secret));
    trace.modelUsed(secret);
    trace.attempt('a1').end('failed', { reason: `because of ${secret}` });
    trace.finish({ status: 502 });
    const [record] = records;
    expect(record?.passedOver).toHaveLength(50);
    expect(record?.passedOverCount).toBe(10_001);
    expect(JSON.stringify(record).length).toBeLessThan(30_000);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record?.attempts[0]?.reason).toBe('because of [redacted]');
  });

  it('never lets a fault of those who listen reach a request', () => {
    const { journal, records, messages } = open();
    journal.onFinished(() => {
      throw new Error('a broken listener');
    });
    const after: string[] = [];
    journal.onFinished(({ id }) => after.push(id));
    journal.open(FACTS).finish({ status: 200 });
    expect(records).toHaveLength(1);
    expect(after).toEqual(['r1']);
    expect(messages()).toEqual(['a broken listener']);
  });

  it('can be silent', () => {
    const trace = SILENT_JOURNAL.open(FACTS);
    expect(trace).toBe(SILENT_TRACE);
    trace.attempt('a').end('served');
    trace.finish({ status: 200 });
  });
});

describe('the requests that ended last', () => {
  it('are as many as there is room for', () => {
    const recent = new RecentRequests(3);
    for (let number = 0; number < 5; number += 1) recent.push(aRequest(number));
    expect(new Set(recent.all().map(({ id }) => id))).toEqual(new Set(['request-2', 'request-3', 'request-4']));
    expect(recent.find('request-4')?.id).toBe('request-4');
    expect(recent.find('request-1')).toBeUndefined();
  });
});

describe('telling dashboards of requests', () => {
  function listen() {
    const clock = new ManualClock(START);
    const bus = new RecordingEventBus();
    return { clock, bus, finished: new FinishedEvents(bus, clock) };
  }

  it('tells of each while they are few', () => {
    const { bus, finished } = listen();
    finished.observe(aRequest(1));
    finished.observe(aRequest(2, { status: 503, error: 'pool.empty', accountId: null, usage: null, durationMs: 1.6 }));
    expect(bus.events).toEqual([
      {
        type: 'request.finished',
        id: 'request-1',
        model: 'gemini-2.5-flash',
        account_id: 'account-1',
        status: 200,
        duration_ms: 100,
        tokens: 30,
        count: 1,
        failed: 0,
        mean_ms: 100,
      },
      {
        type: 'request.finished',
        id: 'request-2',
        model: 'gemini-2.5-flash',
        status: 503,
        duration_ms: 2,
        tokens: 0,
        count: 1,
        failed: 1,
        mean_ms: 2,
      },
    ]);
  });

  it('stays below its rate at 200 requests a second, and leaves none out of its counts', () => {
    const { clock, bus, finished } = listen();
    for (let number = 0; number < 2000; number += 1) {
      finished.observe(aRequest(number, number % 10 === 0 ? { status: 500, error: 'x.y' } : {}));
      clock.advance(5);
    }
    clock.advance(1000);
    // Twenty at once, then two a second for ten seconds.
    expect(bus.events.length).toBeLessThanOrEqual(42);
    expect(bus.events.length).toBeGreaterThan(30);
    const sum = (member: string) => bus.events.reduce((total, event) => total + Number(event[member]), 0);
    expect([sum('count'), sum('failed'), sum('tokens')]).toEqual([2000, 200, 60_000]);
    expect(bus.events.at(-1)).toMatchObject({ id: 'request-1999' });
  });

  it('tells how long those took, on average, that one event stands for', () => {
    const { clock, bus, finished } = listen();
    for (let number = 0; number < 20; number += 1) finished.observe(aRequest(number));
    finished.observe(aRequest(20, { durationMs: 10 }));
    finished.observe(aRequest(21, { durationMs: 40 }));
    clock.advance(1000);
    expect(bus.events.at(-1)).toMatchObject({ count: 2, duration_ms: 40, mean_ms: 25 });
  });

  it('tells at once again when it has been quiet', () => {
    const { clock, bus, finished } = listen();
    for (let number = 0; number < 100; number += 1) finished.observe(aRequest(number));
    clock.advance(60_000);
    const before = bus.events.length;
    finished.observe(aRequest(200));
    expect(bus.events.slice(before)).toEqual([expect.objectContaining({ id: 'request-200', count: 1 })]);
    expect(clock.pendingTasks).toBe(0);
  });

  it('leaves no timer behind', () => {
    const { clock, finished } = listen();
    for (let number = 0; number < 100; number += 1) finished.observe(aRequest(number));
    finished.stop();
    expect(clock.pendingTasks).toBe(0);
  });
});
