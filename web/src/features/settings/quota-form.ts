import type { z } from 'zod';

import { quotaProtectionSchema } from '../../../../server/contract/http/quota.js';
import { numberText, readNumber } from './typed-number.js';

/** Quota protection as the server takes it. */
export type QuotaProtection = z.infer<typeof quotaProtectionSchema>;

/** The four kinds of budget, in the order of their columns. */
export const BUDGET_KINDS = ['requests_per_minute', 'requests_per_day', 'tokens_per_minute', 'tokens_per_day'] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];

/** A budget as it is typed. */
export type BudgetForm = { account: string; model: string } & Record<BudgetKind, string>;

export interface QuotaForm {
  enabled: boolean;
  threshold: string;
  /** Patterns, separated by spaces. */
  monitored: string;
  budgets: BudgetForm[];
}

export const THRESHOLD = { minimum: 0, maximum: 100, isWhole: false };
const AMOUNT = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

export function toQuotaForm(protection: QuotaProtection): QuotaForm {
  return {
    enabled: protection.enabled,
    threshold: numberText(protection.threshold_percentage),
    monitored: protection.monitored_models.join(' '),
    budgets: protection.budgets.map((budget) => ({
      account: budget.account,
      model: budget.model,
      requests_per_minute: numberText(budget.requests_per_minute),
      requests_per_day: numberText(budget.requests_per_day),
      tokens_per_minute: numberText(budget.tokens_per_minute),
      tokens_per_day: numberText(budget.tokens_per_day),
    })),
  };
}

/** @returns what to send; undefined while some of it would be refused */
export function readQuotaForm(form: QuotaForm): QuotaProtection | undefined {
  const budgets = form.budgets.map(({ account, model, ...amounts }) => ({
    account: account.trim(),
    model: model.trim(),
    ...Object.fromEntries(
      BUDGET_KINDS.flatMap((kind) => {
        const amount = readNumber(amounts[kind], AMOUNT);
        // What is no number goes along as it is, for the schema to refuse.
        return amount === null ? [] : [[kind, amount ?? NaN]];
      }),
    ),
  }));
  const parsed = quotaProtectionSchema.safeParse({
    enabled: form.enabled,
    threshold_percentage: readNumber(form.threshold, THRESHOLD) ?? undefined,
    monitored_models: form.monitored.split(/[\s,]+/).filter((model) => model !== ''),
    budgets,
  });
  return parsed.success ? parsed.data : undefined;
}
