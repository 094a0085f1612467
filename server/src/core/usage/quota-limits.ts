import { emailKey } from '../accounts/account.js';
import { isWildcard, matchWildcard } from '../models/wildcard.js';
import { QUOTA_KINDS, type QuotaKind } from './quota-window.js';

/** What was typed in: how much an account may spend on a model. */
export interface Budget extends Readonly<Partial<Record<QuotaKind, number | undefined>>> {
  /** An account's id, its e-mail without regard to case, or `*` for every account. */
  readonly account: string;
  /** A model of the upstream's, or a pattern with `*`. */
  readonly model: string;
}

/** How much of something may be spent in a window, and who says so. */
export interface QuotaLimit {
  readonly kind: QuotaKind;
  readonly value: number;
  readonly source: 'set' | 'learned';
}

/** An account, as far as budgets name one. */
export interface BudgetedAccount {
  readonly id: string;
  readonly email: string;
}

/**
 * The limits of an account for a model, kind by kind: of the budgets that fit, the most specific that names the kind. One
 * that names the account goes before `*`; then a model's whole name goes before a pattern; then the pattern with the most
 * letters of its own; then the first. What was learned counts only for kinds that no budget limits.
 *
 * @param learned  limits that the upstream has told of
 */
export function limitsFor(
  budgets: readonly Budget[],
  account: BudgetedAccount,
  model: string,
  learned: Readonly<Partial<Record<QuotaKind, number>>> = {},
): readonly QuotaLimit[] {
  const fitting = budgets
    .filter((budget) => isAbout(budget, account) && matchWildcard(budget.model, model) !== undefined)
    .sort(bySpecificity);
  return QUOTA_KINDS.flatMap((kind): readonly QuotaLimit[] => {
    const set = fitting.find((budget) => budget[kind] !== undefined)?.[kind];
    if (set !== undefined) return [{ kind, value: set, source: 'set' }];
    const value = learned[kind];
    return value === undefined ? [] : [{ kind, value, source: 'learned' }];
  });
}

/** Models that budgets of an account call by their whole names: these are known before anything is spent on them. */
export const namedModels = (budgets: readonly Budget[], account: BudgetedAccount): readonly string[] => [
  ...new Set(
    budgets.filter((budget) => !isWildcard(budget.model) && isAbout(budget, account)).map(({ model }) => model),
  ),
];

const isAbout = (budget: Budget, { id, email }: BudgetedAccount): boolean =>
  budget.account === '*' || budget.account === id || emailKey(budget.account) === emailKey(email);

/** The sort is stable: of equals the first stays first. */
const bySpecificity = (left: Budget, right: Budget): number =>
  Number(right.account !== '*') - Number(left.account !== '*') || letters(right.model) - letters(left.model);

/** A whole name has more letters than any pattern that it fits, save for one whose `*` stands for nothing. */
const letters = (model: string): number => model.replaceAll('*', '').length + (isWildcard(model) ? 0 : 0.5);
