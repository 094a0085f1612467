import { z } from 'zod';

/** As many as one request may bring; whoever has more sends them in parts. */
export const MOST_IMPORT_ITEMS = 10_000;

const text = z.string().max(8 * 1024 * 1024);

/**
 * `POST /api/accounts/import`. An item is a refresh token, or an account in the file format. What is neither is answered
 * as `invalid` at its place in the list, and stops nothing.
 */
export const importSchema = z
  .strictObject({
    items: z.array(z.unknown()).min(1).max(MOST_IMPORT_ITEMS).optional(),
    /** In place of `items`: what a person pasted, one refresh token per line, or JSON. */
    text: text.optional(),
    /** Tell what would happen; ask Google nothing and change nothing. */
    dry_run: z.boolean().default(false),
  })
  .refine(({ items, text: pasted }) => (items === undefined) !== (pasted === undefined), 'send either items or text');
export type ImportRequest = z.infer<typeof importSchema>;

/**
 * What became of an item. `refused`: Google, or what is enrolled here, speaks against it, and trying again does not help;
 * `failed`: nobody knows yet, so trying again may; `duplicate`: an item of this list that comes first has it.
 */
const importOutcomeSchema = z.enum([
  'created',
  'updated',
  'reenabled',
  'unchanged',
  'duplicate',
  'refused',
  'failed',
  'invalid',
  'would_add',
  'would_update',
  'would_reenable',
  'would_not_change',
]);

/** What is wrong with an item that is `invalid`. */
export const importFaultSchema = z.enum([
  'not_an_account',
  'too_large',
  'too_deep',
  'forbidden_field',
  'token_not_object',
  'no_refresh_token',
  'empty',
  'encrypted',
  'bad_characters',
  'access_token',
  'authorization_code',
]);

export type ImportFault = z.infer<typeof importFaultSchema>;

/** One result per item, in the order of the items. Never a token. */
export const importResultSchema = z.object({
  index: z.number().int(),
  outcome: importOutcomeSchema,
  email: z.string().optional(),
  account_id: z.string().optional(),
  /** A stable code, as in problems. */
  code: z.string().optional(),
  fault: importFaultSchema.optional(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  /** The index of the item that has it. */
  duplicate_of: z.number().int().optional(),
});
export type ImportResult = z.infer<typeof importResultSchema>;

export const importAnswerSchema = z.object({ results: z.array(importResultSchema) });
export type ImportAnswer = z.infer<typeof importAnswerSchema>;

/** `POST /api/accounts/export`: which accounts (all, when left out), and the admin's secret once more. */
export const exportSchema = z
  .strictObject({
    ids: z.array(z.string()).min(1).max(100_000).optional(),
    token: z.string().min(1).max(512).optional(),
    password: z.string().min(1).max(1024).optional(),
  })
  .refine(
    ({ token, password }) => (token === undefined) !== (password === undefined),
    'send the admin token or the password',
  );
export type ExportRequest = z.infer<typeof exportSchema>;

export const exportAnswerSchema = z.object({
  /** In the format of the account files, tokens included: this is what `import` takes. */
  accounts: z.array(z.record(z.string(), z.unknown())),
  /** Accounts that are there, but whose files cannot be read. */
  skipped: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type ExportAnswer = z.infer<typeof exportAnswerSchema>;
