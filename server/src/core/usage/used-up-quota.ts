import type { QuotaKind } from './quota-window.js';

/** A quota that the upstream says is used up: one violation of a `google.rpc.QuotaFailure`. */
export interface UsedUpQuota {
  /** Such as `GenerateRequestsPerDayPerProjectPerModel-FreeTier`. */
  readonly quotaId: string | undefined;
  /** Such as `generativelanguage.googleapis.com/generate_content_free_tier_requests`. */
  readonly quotaMetric: string | undefined;
  /** How much it allows. */
  readonly quotaValue: number | undefined;
  /** The model it is about, where it is about one. */
  readonly model: string | undefined;
}

/** What can be learned of it. */
export interface LearnedLimit {
  readonly kind: QuotaKind;
  readonly limit: number;
  /** Null where none is named: then it is about the model that was asked. */
  readonly model: string | null;
}

/**
 * Reads which limit an upstream's refusal tells of; undefined where it is none of those that are counted here (quotas per
 * second, of concurrent requests), or no amount is named.
 */
export function learnedLimit({ quotaId, quotaMetric, quotaValue, model }: UsedUpQuota): LearnedLimit | undefined {
  const kind = kindOf(quotaId ?? '', quotaMetric ?? '');
  if (kind === undefined || quotaValue === undefined || !Number.isSafeInteger(quotaValue) || quotaValue < 1)
    return undefined;
  return { kind, limit: quotaValue, model: modelNamed(model) };
}

/** The id names both as a rule; where it is silent, the metric may speak. */
function kindOf(quotaId: string, quotaMetric: string): QuotaKind | undefined {
  const window = windowNamed(quotaId) ?? windowNamed(quotaMetric);
  const counted = countedBy(quotaId) ?? countedBy(quotaMetric);
  return window && counted ? `${counted}_${window}` : undefined;
}

function windowNamed(text: string): 'per_day' | 'per_minute' | undefined {
  if (/per_?day/i.test(text)) return 'per_day';
  return /per_?minute/i.test(text) ? 'per_minute' : undefined;
}

/** `…InputTokensPerRequest…` would be about tokens too: the word is looked for first. */
function countedBy(text: string): 'tokens' | 'requests' | undefined {
  if (/token/i.test(text)) return 'tokens';
  return /request/i.test(text) ? 'requests' : undefined;
}

/** It comes from outside and is kept: a name that is none is left out. */
function modelNamed(model: string | undefined): string | null {
  const name = model?.replace(/^models\//, '') ?? '';
  return /^[\w.@-]{1,100}$/.test(name) ? name : null;
}
