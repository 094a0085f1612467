import type { AccountQuota } from '../../../../server/contract/http/quota.js';

/** A quota as a bar shows it. */
export interface QuotaBar {
  readonly key: string;
  readonly quota: AccountQuota;
  /** Of the limit, 0 to 100, rounded so that what is not empty does not look it. */
  readonly percent: number;
  readonly tone: 'success' | 'warning' | 'error';
}

const LITTLE = 25;
const VERY_LITTLE = 10;

/**
 * @param nowMs  a window that has turned since the account was loaded is full again
 * @returns least left first
 */
export function quotaBars(quotas: readonly AccountQuota[], nowMs: number): readonly QuotaBar[] {
  return quotas
    .map((quota) => {
      const left = quota.resets_at * 1000 <= nowMs ? quota.limit : Math.min(Math.max(quota.left, 0), quota.limit);
      const percent = left === 0 ? 0 : Math.max(1, Math.floor((left / quota.limit) * 100));
      const tone = percent < VERY_LITTLE ? 'error' : percent < LITTLE ? 'warning' : 'success';
      return { key: `${quota.model}\n${quota.kind}`, quota: { ...quota, left }, percent, tone } as const;
    })
    .sort((a, b) => a.percent - b.percent || (a.key < b.key ? -1 : 1));
}
