import { z } from 'zod';
import { modelMappingRuleSchema } from './settings.js';

/** One caller key as admins see it; never its value. Times are unix seconds. */
export const callerKeySchema = z.object({
  /** `environment` is the key from REGRANT_API_KEY, which only the environment can change. */
  id: z.string(),
  name: z.string(),
  /** Patterns with `*`; null allows every model. */
  models: z.array(z.string()).nullable(),
  /** Rules that go before `models.mapping` of the settings for this key's requests. */
  mapping: z.array(modelMappingRuleSchema),
  per_minute: z.number().int().nullable(),
  created_at: z.number().int().nullable(),
  last_used: z.number().int().nullable(),
});
export type CallerKey = z.infer<typeof callerKeySchema>;

/** `GET /api/keys`. */
export const callerKeyListSchema = z.object({ keys: z.array(callerKeySchema) });
export type CallerKeyList = z.infer<typeof callerKeyListSchema>;

/** A model's name as callers write it, in which each `*` stands for any run of characters. */
const modelPattern = z
  .string()
  .trim()
  .regex(/^[\w.*:/@-]{1,200}$/, 'a model name, * for any characters');

/** `POST /api/keys`. */
export const newCallerKeySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}\p{Cf}]{1,100}$/u, '1 to 100 visible characters'),
  models: z.array(modelPattern).min(1).max(100).nullable().default(null),
  mapping: z.array(modelMappingRuleSchema).max(100).default([]),
  per_minute: z.number().int().min(1).max(1_000_000).nullable().default(null),
});
export type NewCallerKey = z.infer<typeof newCallerKeySchema>;

/** The answer to `POST /api/keys`: `value` is seen this once. */
export const createdCallerKeySchema = z.object({ key: callerKeySchema, value: z.string() });
export type CreatedCallerKey = z.infer<typeof createdCallerKeySchema>;
