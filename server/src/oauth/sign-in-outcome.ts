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

/**
 * What a callback that belongs to nobody gets with its 400: a page that holds nothing of the request, and leads a person
 * whose sign-in took too long to where that is explained.
 */
export function strayPage(error: RegrantError): string {
  const target = pageOf({ kind: 'failed', error }).replaceAll('&', '&amp;');
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Regrant</title>',
    `<meta http-equiv="refresh" content="0; url=${target}">`,
    `<p>This answer belongs to no sign-in that is waiting here. <a href="${target}">Go to the accounts</a></p></html>\n`,
  ].join('\n');
}

const page = (facts: Readonly<Record<string, string>>): string => `/accounts?${new URLSearchParams(facts).toString()}`;
