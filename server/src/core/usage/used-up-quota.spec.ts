import { describe, expect, it } from 'vitest';
import { learnedLimit, type UsedUpQuota } from './used-up-quota.js';

const told = (more: Partial<UsedUpQuota>): UsedUpQuota => ({
  quotaId: undefined,
  quotaMetric: undefined,
  quotaValue: 50,
  model: undefined,
  ...more,
});

describe('what a refusal tells of a quota', () => {
  it.each([
    ['GenerateRequestsPerDayPerProjectPerModel-FreeTier', 'requests_per_day'],
    ['GenerateRequestsPerMinutePerProjectPerModel', 'requests_per_minute'],
    ['GenerateContentInputTokensPerModelPerMinute-FreeTier', 'tokens_per_minute'],
    ['GenerateContentPaidTierInputTokensPerModelPerDay', 'tokens_per_day'],
  ])('%s is about %s', (quotaId, kind) => {
    expect(learnedLimit(told({ quotaId }))).toEqual({ kind, limit: 50, model: null });
  });

  it('is read from the metric where the id is silent', () => {
    const quotaMetric = 'aiplatform.googleapis.com/generate_content_requests_per_minute_per_project_per_base_model';
    expect(learnedLimit(told({ quotaMetric }))?.kind).toBe('requests_per_minute');
    const metric = 'generativelanguage.googleapis.com/generate_content_free_tier_input_token_count';
    expect(learnedLimit(told({ quotaId: 'SomethingPerDay', quotaMetric: metric }))?.kind).toBe('tokens_per_day');
  });

  it('names the model it is about, without what Google puts in front', () => {
    const quotaId = 'GenerateRequestsPerDayPerProjectPerModel';
    expect(learnedLimit(told({ quotaId, model: 'models/gemini-2.5-pro' }))?.model).toBe('gemini-2.5-pro');
    expect(learnedLimit(told({ quotaId, model: '../../x y' }))?.model).toBeNull();
  });

  it.each<readonly [string, Partial<UsedUpQuota>]>([
    ['per second', { quotaId: 'PredictRequestsPerSecond' }],
    ['of something else', { quotaId: 'ConcurrentStreamsPerDay' }],
    ['without a name', {}],
    ['without an amount', { quotaId: 'RequestsPerDay', quotaValue: undefined }],
    ['of nothing', { quotaId: 'RequestsPerDay', quotaValue: 0 }],
    ['of an amount that is none', { quotaId: 'RequestsPerDay', quotaValue: 1.5 }],
    ['of more than can be counted', { quotaId: 'RequestsPerDay', quotaValue: 1e300 }],
  ])('is not taken for one that is counted here: a quota %s', (_what, quota) => {
    expect(learnedLimit(told(quota))).toBeUndefined();
  });
});
