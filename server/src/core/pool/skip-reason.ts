import type { Membership } from './membership.js';

/** Why an account is not chosen now, in figures. Times are milliseconds from now, 0 where they do not apply. */
export interface SkipFacts {
  readonly membership: Membership;
  readonly ejectedMs: number;
  readonly coolsMs: number;
  readonly isProtected: boolean;
  readonly isBusy: boolean;
  readonly refreshRestsMs: number;
}

/** The same in words. The state comes first, so that programs can tell it. */
export function skipReason(facts: SkipFacts, model: string | undefined): string {
  const { membership } = facts;
  if (membership.kind === 'out') return `${membership.state}: ${membership.reason}`;
  if (facts.ejectedMs > 0) return `cooling: it failed several times in a row, next try in ${seconds(facts.ejectedMs)}`;
  if (facts.coolsMs > 0)
    return `cooling: its quota for ${model ?? 'a model'} is used up, next try in ${seconds(facts.coolsMs)}`;
  if (facts.isProtected) return `protected: little of its quota for ${model ?? 'a model'} is left`;
  if (facts.isBusy) return 'busy: it serves as many requests as it may';
  if (facts.refreshRestsMs > 0) return `cooling: its refresh failed, next try in ${seconds(facts.refreshRestsMs)}`;
  return 'refreshing: its access token is being renewed';
}

const seconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1000))} s`;
