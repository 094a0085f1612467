import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRequest } from '../../../test/fakes/request-records.js';
import { explainRequest } from './explain-request.js';
import { addHistograms, bucketOf, percentileOf, type LatencyHistogram } from './latency-histogram.js';
import { CALLER_LEFT, stateOf, type RequestRecord } from './request-record.js';
import { HOUR_MS } from './usage-counters.js';
import { UsageTally } from './usage-tally.js';
import { UsageReport, type UsageQuery } from './usage-report.js';

const histogramOf = (values: readonly number[]): LatencyHistogram =>
  values.map((ms) => ({ [bucketOf(ms)]: 1 })).reduce<LatencyHistogram>(addHistograms, {});

describe('a histogram of latencies', () => {
  it('knows every percentile within 5 %, whatever was measured and however it was added up', () => {
    const values = fc.array(fc.double({ min: 0.2, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(200), (measured, share, cut) => {
        const told = percentileOf(
          addHistograms(histogramOf(measured.slice(0, cut)), histogramOf(measured.slice(cut))),
          share,
        );
        const sorted = [...measured].sort((left, right) => left - right);
        const right = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
        expect(Math.abs((told ?? 0) - right) / right).toBeLessThan(0.05);
      }),
      { seed: 20_261_120 },
    );
  });

  it('knows nothing of nothing, and takes what took no time', () => {
    expect(percentileOf({}, 0.95)).toBeNull();
    expect(bucketOf(0)).toBe(0);
  });
});

describe('how a request ended', () => {
  it.each([
    ['served', { status: 200, error: null }],
    ['failed', { status: 429, error: 'pool.exhausted' }],
    ['failed', { status: 200, error: 'upstream.unreachable' }],
    ['left', { status: CALLER_LEFT, error: null }],
  ] as const)('is %s', (state, end) => {
    expect(stateOf(end)).toBe(state);
  });
});

describe('usage', () => {
  const query: UsageQuery = { by: 'day', group: 'model', fromMs: 0, toMs: 1 };
  const countUsage = (ended: readonly RequestRecord[]) => {
    const tally = new UsageTally();
    ended.forEach((record) => tally.add(record));
    return tally.take();
  };
  const reportOf = (differences: Partial<UsageQuery>, records: readonly RequestRecord[]) => {
    const report = new UsageReport({ ...query, ...differences });
    countUsage(records).forEach((entry) => report.add(entry));
    return report.rows();
  };
  const DAY_MS = 24 * HOUR_MS;
  const records = [
    aRequest(1, { startedAtMs: DAY_MS + 1, durationMs: 100, firstByteMs: null }),
    aRequest(2, { startedAtMs: DAY_MS + 5 * HOUR_MS, durationMs: 300, firstByteMs: 50, accountId: null }),
    aRequest(3, { startedAtMs: 2 * DAY_MS, status: 500, error: 'x.y', usage: null, modelUsed: 'gemma-3' }),
    aRequest(4, { startedAtMs: 2 * DAY_MS + 1, status: CALLER_LEFT, callerKeyId: null }),
  ];

  it('by day and model adds up what belongs together', () => {
    const rows = reportOf({}, records);
    expect(rows.map(({ atMs, group, counters }) => [atMs / DAY_MS, group, counters.requests, counters.errors])).toEqual(
      [
        [1, 'gemini-2.5-flash', 2, 0],
        [2, 'gemma-3', 1, 1],
        [2, 'gemini-2.5-flash', 1, 0],
      ],
    );
    expect(rows[0]).toMatchObject({
      counters: { inputTokens: 20, outputTokens: 40, cachedTokens: 8, thoughtTokens: 10 },
      meanDurationMs: 200,
      meanFirstByteMs: 50,
    });
    expect(rows[0]?.p95DurationMs).toBeGreaterThan(285);
    expect(rows[0]?.p95DurationMs).toBeLessThan(315);
  });

  it('by hour, account and key keeps apart what does not', () => {
    expect(
      reportOf({ by: 'hour', group: 'account' }, records).map(({ atMs, group }) => [atMs / HOUR_MS, group]),
    ).toEqual([
      [24, 'account-1'],
      [29, null],
      [48, 'account-1'],
    ]);
    expect(reportOf({ group: 'key' }, records).map(({ group }) => group)).toEqual(['key-1', 'key-1', null]);
  });

  it('is taken from the tally once', () => {
    const tally = new UsageTally();
    tally.add(aRequest(1));
    expect(tally.size).toBe(1);
    expect(tally.take()).toHaveLength(1);
    expect(tally.size).toBe(0);
    expect(tally.take()).toEqual([]);
  });

  it('is the same whether requests are counted together or one by one', () => {
    const together = reportOf({}, records);
    const report = new UsageReport(query);
    for (const record of records) countUsage([record]).forEach((entry) => report.add(entry));
    expect(report.rows()).toEqual(together);
  });
});

describe('the explanation of a request', () => {
  it('tells who was passed over, every attempt, and the end', () => {
    const [attempt] = aRequest(1).attempts;
    if (!attempt) throw new Error('a request has an attempt');
    const record = aRequest(1, {
      modelAsked: 'gpt-4o',
      passedOver: [{ accountId: 'dead', reason: 'disabled: invalid_grant' }],
      passedOverCount: 3,
      attempts: [
        {
          ...attempt,
          accountId: 'tired',
          outcome: 'refused',
          status: 429,
          reason: 'RESOURCE_EXHAUSTED',
          firstByteMs: null,
        },
        { ...attempt, choice: 'session' },
      ],
      droppedFields: ['logit_bias'],
    });
    expect(explainRequest(record, (id) => `<${id}>`)).toEqual([
      'The model gpt-4o was asked for, gemini-2.5-flash was used.',
      '<dead> was passed over: disabled: invalid_grant.',
      '2 more accounts were passed over.',
      'Attempt 1 with <tired> was refused by the upstream after 100 ms: status 429, RESOURCE_EXHAUSTED.',
      'Attempt 2 with <account-1> (chosen by session) served the request after 100 ms: status 200, first byte after 40 ms.',
      'Left out of the upstream request: logit_bias.',
      'The caller was answered 200 after 100 ms.',
    ]);
  });

  it('says so when nobody was tried, and when the caller left', () => {
    const nobody = aRequest(1, { attempts: [], status: 503, error: 'pool.empty', durationMs: 1.26 });
    expect(explainRequest(nobody, (id) => id)).toEqual([
      'No account was tried.',
      'The caller was answered 503 after 1.3 ms, with the error pool.empty.',
    ]);
    expect(explainRequest(aRequest(1, { status: CALLER_LEFT }), (id) => id).at(-1)).toBe(
      'The caller left after 100 ms.',
    );
  });
});
