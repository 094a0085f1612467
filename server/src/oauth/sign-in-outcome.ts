import type { RegrantError } from '../core/errors/regrant-error.js';
import type { SignInResult } from './sign-in.service.js';

/** A sign-in as the page it returns to learns of it. */
export type SignInOutcomeReport =
  SignInResult | { readonly kind: 'repeated' } | { readonly kind: 'failed'; readonly error: RegrantError };

/**
 * The page of the dashboard that shows the outcome: a path of our own with words of our own, never the code, the state,
 * or anything else that the callback carried.
 */
export function pageOf(report: SignInOutcomeReport): string {
  switch (report.kind) {
    case 'enrolled':
      return page({
        signin: report.outcome,
        account_id: report.account.id,
        ...(report.warning ? { warning: report.warning } : {}),
      });
    case 'other-person':
      return page({ signin: 'other_person', flow: report.flow });
    case 'failed':
      return page({ signin: 'failed', code: report.error.code });
    case 'repeated':
      // The first of the two says how it ended.
      return '/accounts';
  }
}

const page = (facts: Readonly<Record<string, string>>): string => `/accounts?${new URLSearchParams(facts).toString()}`;
