import type { ImportItem } from './import-items.js';

/** Which items bring a refresh token that an earlier one has brought: index → index of the first. */
export function repeatedItems(items: readonly ImportItem[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const repeated = new Map<number, number>();
  items.forEach((item, index) => {
    if (item.kind === 'invalid') return;
    const first = firsts.get(item.refreshToken);
    if (first === undefined) firsts.set(item.refreshToken, index);
    else repeated.set(index, first);
  });
  return repeated;
}
