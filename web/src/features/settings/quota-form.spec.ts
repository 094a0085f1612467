import { describe, expect, it } from 'vitest';

import { readQuotaForm, toQuotaForm, type QuotaProtection } from './quota-form.js';

const PROTECTION: QuotaProtection = {
  enabled: true,
  threshold_percentage: 12.5,
  monitored_models: ['gemini-*', 'claude-*'],
  budgets: [{ account: '*', model: 'gemini-*', requests_per_day: 1000, tokens_per_minute: 250_000 }],
};

describe('the form of quota protection', () => {
  it('is read back as what it was filled with', () => {
    expect(readQuotaForm(toQuotaForm(PROTECTION))).toEqual(PROTECTION);
  });

  it.each([
    ['a threshold beyond 100', { threshold: '101' }],
    ['no threshold', { threshold: '' }],
  ])('cannot be sent with %s', (_what, difference) => {
    expect(readQuotaForm({ ...toQuotaForm(PROTECTION), ...difference })).toBeUndefined();
  });

  it.each([
    ['no number at all', { requests_per_day: '', tokens_per_minute: '' }],
    ['half a request', { requests_per_day: '0.5' }],
    ['a word for a number', { requests_per_day: 'many' }],
    ['no model', { model: ' ' }],
  ])('cannot be sent with a budget of %s', (_what, difference) => {
    const form = toQuotaForm(PROTECTION);
    expect(readQuotaForm({ ...form, budgets: form.budgets.map((b) => ({ ...b, ...difference })) })).toBeUndefined();
  });
});
