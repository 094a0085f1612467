import type { AccountView } from '../../../../server/contract/http/accounts.js';
import type { Messages } from '../../messages/en/index.js';
import { HELP_CAUSES, helpPathOf } from '../../messages/help-causes.js';
import { saidWithGrant } from '../../messages/said.js';

/** Why an account does not serve, since when, and what a person does about it. */
export interface Trouble {
  readonly tone: 'error' | 'warning' | 'info' | 'neutral';
  /** The probable cause in a few words; empty when there is none to name. */
  readonly cause: string;
  readonly sinceMs: number | undefined;
  readonly reason: string;
  readonly cure: string;
  readonly url: string | undefined;
  /** Where the help page explains it; undefined for what explains itself. */
  readonly help: string | undefined;
  /** A second thing that holds beside the first. */
  readonly also: string;
}

const toMs = (seconds: number | null): number | undefined => (seconds === null ? undefined : seconds * 1000);

/** Only an address that a browser may safely open becomes a link. */
function toLink(url: string | null): string | undefined {
  return url !== null && /^https:\/\//i.test(url) ? url : undefined;
}

/** @returns undefined for an account that serves */
export function describeTrouble(account: AccountView, t: Messages): Trouble | undefined {
  const none = { cause: '', url: undefined, help: undefined, also: '' };
  switch (account.status) {
    case 'ready':
      return undefined;
    case 'disabled':
      return {
        tone: 'error',
        cause: causeInWords(account, t),
        sinceMs: toMs(account.disabled_at),
        reason: disabledReason(account, t),
        cure: cureOf(account, t),
        url: undefined,
        help: helpPathOf(account.cause),
        also: account.proxy_disabled ? t.accounts.alsoPaused : '',
      };
    case 'blocked':
      return {
        ...none,
        tone: 'warning',
        cause: causeInWords(account, t),
        sinceMs: toMs(account.blocked_at),
        reason: account.cause === null ? (account.blocked_reason ?? '') : '',
        cure: t.accounts.blockedCure,
        url: toLink(account.blocked_url),
        help: '/help#state-blocked',
        also: account.proxy_disabled ? t.accounts.alsoPaused : '',
      };
    case 'proxy_disabled':
      return {
        ...none,
        tone: 'neutral',
        sinceMs: toMs(account.proxy_disabled_at),
        reason: account.proxy_disabled_reason ?? t.accounts.pausedBy,
        cure: t.accounts.resumeCure,
      };
    case 'cooling':
      return { ...none, tone: 'info', sinceMs: undefined, reason: t.accounts.coolingText, cure: '' };
    case 'unreadable':
      return {
        ...none,
        tone: 'warning',
        sinceMs: undefined,
        cause: causeInWords(account, t),
        reason: account.unreadable_reason === null ? '' : t.errors.quoted(account.unreadable_reason),
        cure: t.accounts.unreadableCure,
      };
  }
}

/** What the reader can do, in their language where the cause is one that there are words for. */
function cureOf(account: AccountView, t: Messages): string {
  const known = HELP_CAUSES.find((cause) => cause === account.cause);
  return known === undefined ? (account.cure ?? t.accounts.defaultCure) : t.help.causes.list[known].cure;
}

/** Google's own words; the reason as it stands in the file where another tool wrote it. */
function disabledReason({ disabled_reason: reason, disabled_said: said }: AccountView, t: Messages): string {
  return reason === null || reason.startsWith('invalid_grant') ? saidWithGrant(said, t) : reason;
}

function causeInWords(account: AccountView, t: Messages): string {
  const words = account.cause === null ? '' : t.accounts.cause[account.cause];
  const confidence = account.confidence === null ? '' : t.accounts.confidence[account.confidence];
  return words && confidence ? `${confidence} ${words}` : words;
}
