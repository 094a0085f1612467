import { z } from 'zod';

/** What is counted, and over which window: whole minutes, and days from midnight to midnight Pacific time. */
export const quotaKindSchema = z.enum([
  'requests_per_minute',
  'requests_per_day',
  'tokens_per_minute',
  'tokens_per_day',
]);

const limitExpected = 'a whole number, 1 or more';
const limit = z.number(limitExpected).int(limitExpected).min(1, limitExpected).optional();

const patternExpected = 'the name of a model, or a pattern with at most 10 times *';
const modelPattern = z
  .string(patternExpected)
  .trim()
  .min(1, patternExpected)
  .max(200, patternExpected)
  .refine((pattern) => pattern.split('*').length <= 11, patternExpected);

const accountExpected = '*, the id of an account or its e-mail';

/** What an account may spend on a model. `*` is every account; in `model` it stands for any characters. */
const quotaBudgetSchema = z
  .strictObject({
    account: z.string(accountExpected).trim().min(1, accountExpected).max(320, accountExpected),
    model: modelPattern,
    requests_per_minute: limit,
    requests_per_day: limit,
    tokens_per_minute: limit,
    tokens_per_day: limit,
  })
  .refine(
    (budget) => quotaKindSchema.options.some((kind) => budget[kind] !== undefined),
    'at least one of requests_per_minute, requests_per_day, tokens_per_minute, tokens_per_day',
  );

const percentageExpected = 'a percentage, 0 to 100';

/** `quota_protection` of the settings, whole. @see design.md §7 */
export const quotaProtectionSchema = z.strictObject({
  enabled: z.boolean('true or false'),
  /** Below this much of what a budget allows, the model is kept back on the account. */
  threshold_percentage: z.number(percentageExpected).min(0, percentageExpected).max(100, percentageExpected),
  /** Models that are watched: names of the upstream's, or patterns. */
  monitored_models: z.array(modelPattern, 'a list of models').max(200, 'at most 200 models'),
  budgets: z.array(quotaBudgetSchema, 'a list of budgets').max(500, 'at most 500 budgets'),
});

/** How one quota of an account stands for one model. */
export const accountQuotaSchema = z.object({
  model: z.string(),
  kind: quotaKindSchema,
  limit: z.number().int(),
  used: z.number().int(),
  left: z.number().int(),
  /** When the window turns, unix seconds. */
  resets_at: z.number().int(),
  /** Typed in, or told by the upstream when it was used up. */
  source: z.enum(['set', 'learned']),
  /** The model is kept back on this account now. */
  protected: z.boolean(),
});
export type AccountQuota = z.infer<typeof accountQuotaSchema>;
