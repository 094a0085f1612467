import type { DomainEvent } from '../ports/event-bus.js';
import type { JsonValue } from './document.js';

/** What can stand in the history of an account. */
export type LedgerFact =
  | 'issued'
  | 'refreshed'
  | 'refused'
  | 'disabled'
  | 'notified'
  | 'reenabled'
  | 'paused'
  | 'resumed'
  | 'blocked'
  | 'unblocked'
  | 'changed'
  | 'removed';

/** One line of the history of an account. `at` is epoch milliseconds; details are facts without secrets. */
export interface LedgerEntry {
  readonly at: number;
  readonly fact: LedgerFact;
  readonly [detail: string]: JsonValue | undefined;
}

const FACTS: Readonly<Record<string, LedgerFact>> = {
  'account.added': 'issued',
  'account.updated': 'changed',
  'account.disabled': 'disabled',
  'account.reenabled': 'reenabled',
  'account.proxy_disabled': 'paused',
  'account.proxy_enabled': 'resumed',
  'account.blocked': 'blocked',
  'account.unblocked': 'unblocked',
  'account.removed': 'removed',
  'grant.refreshed': 'refreshed',
  'grant.refresh_failed': 'refused',
};

/** The entry that an event leaves in the history of its account, or undefined where it leaves none. */
export function ledgerEntryOf(event: DomainEvent & { readonly at: number }): LedgerEntry | undefined {
  const fact = FACTS[event.type];
  if (fact === undefined || event.account_id === undefined) return undefined;
  const { type: _type, account_id: _id, seq: _seq, at, ...details } = event;
  return { at, fact, ...details };
}
