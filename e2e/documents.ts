import type { Page } from '@playwright/test';

/** Counts the documents that the page loads from now on: a live page loads none. */
export function countDocuments(page: Page): { readonly count: number } {
  const seen = { count: 0 };
  page.on('request', (request) => {
    if (request.isNavigationRequest()) seen.count += 1;
  });
  return seen;
}
