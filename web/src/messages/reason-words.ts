import { accountCauseSchema } from '../../../server/contract/http/accounts.js';
import type { Messages } from './en/index.js';
import { describeRefusal } from './problem-words.js';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Why something happened, in the reader's language where the server names it by a stable word (`cause`, `code`); else its
 * `reason` as it is, which may be what a person typed.
 */
export function reasonInWords({ reason, cause, code }: Readonly<Record<string, unknown>>, t: Messages): string {
  const known = accountCauseSchema.safeParse(cause).data;
  if (known !== undefined) return t.accounts.cause[known];
  const told = textOf(reason);
  return describeRefusal({ code: textOf(code), detail: told, facts: { reason: told } }, t).detail;
}
