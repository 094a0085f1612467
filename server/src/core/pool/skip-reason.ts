import type { Membership } from './membership.js';

/** Why an account is not chosen now, in figures. Times are milliseconds from now, 0 where they do not apply. */
export interface SkipFacts {
  readonly membership: Membership;
  readonly ejectedMs: number;
  readonly coolsMs: number;
  readonly isProtected: boolean;
  /** How long quota protection keeps the model back; 0 where it does not, or nobody knows. */
  readonly protectedMs: number;
  readonly isBusy: boolean;
  readonly refreshRestsMs: number;
}

/** What keeps an account from being chosen: the first of these that holds. */
export type SkipState =
  | Extract<Membership, { kind: 'out' }>['state']
  | 'ejected'
  | 'cooling'
  | 'protected'
  | 'busy'
  | 'resting'
  | 'refreshing';

/** @param facts  of an account that cannot serve now */
export function skipState(facts: SkipFacts): SkipState {
  if (facts.membership.kind === 'out') return facts.membership.state;
  if (facts.ejectedMs > 0) return 'ejected';
  if (facts.coolsMs > 0) return 'cooling';
  if (facts.isProtected) return 'protected';
  if (facts.isBusy) return 'busy';
  return facts.refreshRestsMs > 0 ? 'resting' : 'refreshing';
}

/** The same in words. The state comes first, so that programs can tell it. */
export function skipReason(facts: SkipFacts, model: string | undefined): string {
  const { membership } = facts;
  if (membership.kind === 'out') return `${membership.state}: ${membership.reason}`;
  switch (skipState(facts)) {
    case 'ejected':
      return `cooling: it failed several times in a row, next try in ${seconds(facts.ejectedMs)}`;
    case 'cooling':
      return `cooling: its quota for ${model ?? 'a model'} is used up, next try in ${seconds(facts.coolsMs)}`;
    case 'protected':
      return `protected: little of its quota for ${model ?? 'a model'} is left${nextTry(facts.protectedMs)}`;
    case 'busy':
      return 'busy: it serves as many requests as it may';
    case 'resting':
      return `cooling: its refresh failed, next try in ${seconds(facts.refreshRestsMs)}`;
    default:
      return 'refreshing: its access token is being renewed';
  }
}

const nextTry = (ms: number): string => (ms > 0 ? `, next try in ${seconds(ms)}` : '');
const seconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1000))} s`;
