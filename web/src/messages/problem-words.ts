import { PROBLEM_STATUS, type Problem, type ProblemCode } from '../../../server/contract/problem.js';
import type { Messages } from './en/index.js';
import type { Refusal } from './refusal.js';

/** What these are about is only in the words that came along: which field, which value, what Google said. */
const PARTICULAR: ReadonlySet<ProblemCode> = new Set(['request.invalid', 'settings.invalid', 'upstream.rejected']);

/** What programs read where only a person can help. */
const NAME_FOR_CALLERS = 'account_reauth_required';

function knownCode(code: unknown): ProblemCode | undefined {
  if (code === NAME_FOR_CALLERS) return 'pool.reauth_required';
  return typeof code === 'string' && Object.hasOwn(PROBLEM_STATUS, code) ? (code as ProblemCode) : undefined;
}

/** A code or a figure, such as `ECONNREFUSED` or `HTTP 503`, which reads the same in every language, and no sentence. */
export const isExact = (reason: string): boolean => /^[A-Z][A-Z0-9_]+$|HTTP \d{3}/.test(reason);

/** @returns undefined for a code that this dashboard does not know, such as one of a later version or of Google's */
export function wordsOfProblem(code: unknown, t: Messages): Refusal | undefined {
  const known = knownCode(code);
  return known && t.problems[known];
}

/** What of a refusal is looked at; its `hint` may be missing where it travels in another protocol's shape. */
type ToldRefusal = Pick<Problem, 'code' | 'detail' | 'errors' | 'facts'> & { readonly hint?: string };

/**
 * A refusal in the reader's language, by its code: the names and codes that belong to it in brackets, and whatever only
 * the server or Google can say in quotes. A code without words is told in the words that it came with.
 */
export function describeRefusal({ code, detail, hint = '', errors = [], facts }: ToldRefusal, t: Messages): Refusal {
  const fields = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const known = knownCode(code);
  if (!known) return { detail: [detail, ...fields].join('\n'), hint };
  const words = t.problems[known];
  // A sentence would be in English, and what the words name already is not said twice.
  const named = Object.entries(facts ?? {})
    .filter(([name, fact]) => (name !== 'reason' || isExact(fact)) && !words.detail.includes(fact))
    .map(([, fact]) => fact);
  const told = named.length === 0 ? words.detail : `${words.detail} (${named.join(' · ')})`;
  const quoted = PARTICULAR.has(known) && fields.length === 0 ? [t.errors.quoted(detail)] : [];
  return { detail: [told, ...fields, ...quoted].join('\n'), hint: words.hint };
}

/** The same for a refusal on the routes for programs: what has a code of Google's is Google's, and quoted. */
export function describeGatewayRefusal({ code, message }: { code: string; message: string }, t: Messages): Refusal {
  return knownCode(code)
    ? describeRefusal({ code, detail: message }, t)
    : { detail: t.errors.quoted(message), hint: '' };
}
