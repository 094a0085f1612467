import { stripVTControlCharacters } from 'node:util';

/**
 * oidc-provider speaks up on the console about things that are meant here (an older Node, a body that was read before it).
 * Its messages carry a prefix of their own, so only those are held back; everything else passes as before.
 * The filter has to stand before the library is evaluated, hence the dynamic import.
 */
const NOTICE = /^oidc-provider (?:WARNING|NOTICE): /;

/* eslint-disable no-console -- this file is about what another package writes there */
const warn = console.warn.bind(console);
console.warn = (...data: unknown[]) => {
  if (typeof data[0] === 'string' && NOTICE.test(stripVTControlCharacters(data[0]))) return;
  warn(...data);
};
/* eslint-enable no-console */

export const { Provider, interactionPolicy } = await import('oidc-provider');
