/**
 * On every answer, whoever gives it: pages, the admin API, LLM answers, polling. None of them is to be guessed at,
 * framed, embedded by other origins, or named in a `Referer`.
 */
export const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};
