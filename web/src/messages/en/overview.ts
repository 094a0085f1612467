import type { SkipState } from '../../../../server/contract/http/pool.js';
import { accountCount } from './counts.js';

/** The overview page. */
export const overviewMessages = {
  overview: {
    title: 'Overview',
    poolTitle: 'Pool',
    servingOf: (total: number) => (total === 1 ? 'of 1 account can serve' : `of ${total} accounts can serve`),
    skipped: 'Left out',
    moreSkipped: (count: number) => `and ${count} more`,
    skipReason: {
      disabled: 'disabled, sign in again',
      proxy_disabled: 'paused',
      blocked: 'blocked by Google',
      ejected: 'failed several times',
      resting: 'refresh failed',
      cooling: 'cooling down',
      protected: 'quota protected',
      busy: 'as busy as it may be',
      refreshing: 'token being renewed',
    } satisfies Record<SkipState, string>,
    reloadPool: 'Reload pool',
    reloadFailed: 'The pool could not be reloaded',
    connectTitle: 'Connect',
    gateway: 'Gateway address',
    gatewayHelp: 'Point your client here.',
    nobodyServes: 'No account can serve. Requests fail until one is back.',
  },

  needs: {
    title: 'What needs you',
    nothing: 'Nothing. Every grant is alive.',
    none: 'No accounts yet.',
    reauthoriseCount: (count: number) => `${accountCount(count)} to re-authorise`,
    blockedCount: (count: number) => `${accountCount(count)} blocked by Google`,
    unreadableCount: (count: number) => (count === 1 ? '1 unreadable file' : `${count} unreadable files`),
    showAccount: 'Show',
    showAccountNamed: (email: string) => `Show ${email}`,
  },
};
