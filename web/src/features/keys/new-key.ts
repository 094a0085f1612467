import { newCallerKeySchema, type NewCallerKey } from '../../../../server/contract/http/keys.js';
import type { MappingRule } from '../../ui/mapping-rule.js';

/** What the form holds, as it was typed. */
export interface KeyForm {
  readonly name: string;
  /** Models or patterns, separated by spaces, commas or lines; empty allows all. */
  readonly models: string;
  /** A whole number, or empty for no limit. */
  readonly perMinute: string;
  readonly mapping: readonly MappingRule[];
}

/** A field that the server would refuse. */
export type KeyFormField = 'name' | 'models' | 'per_minute' | 'mapping';

/**
 * Reads the form the way the server will.
 *
 * @returns what to send, or the fields that cannot be sent as they are
 */
export function readKeyForm(
  form: KeyForm,
):
  | { readonly kind: 'key'; readonly key: NewCallerKey }
  | { readonly kind: 'wrong'; readonly fields: readonly KeyFormField[] } {
  const models = form.models.split(/[\s,]+/).filter((model) => model !== '');
  const limit = form.perMinute.trim();
  const parsed = newCallerKeySchema.safeParse({
    name: form.name,
    models: models.length === 0 ? null : models,
    per_minute: limit === '' ? null : Number(limit),
    mapping: form.mapping,
  });
  if (parsed.success) return { kind: 'key', key: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => path[0] as KeyFormField);
  return { kind: 'wrong', fields: [...new Set(fields)] };
}
