import { accountCount } from './counts.js';

/** What happened, in words. */
export const feedMessages = {
  feed: {
    title: 'Live feed',
    empty: 'Quiet so far. What happens shows up here at once.',
    gap: 'Regrant was restarted, or you were away for long: some events may be missing here. The accounts are up to date.',
    markRead: 'Mark alarms as read',
    unread: (count: number) => (count === 1 ? '1 unread alarm' : `${count} unread alarms`),
    someone: 'An account',
    sentence: {
      'account.added': 'account added',
      'account.updated': 'account updated',
      'account.disabled': 'account disabled due to invalid_grant',
      'account.reenabled': 'account re-enabled',
      'account.removed': 'account deleted',
      'account.proxy_disabled': 'account paused',
      'account.proxy_enabled': 'account resumed',
      'account.blocked': 'account blocked by Google',
      'account.unblocked': 'block cleared',
      'account.cooling': 'account cooling down',
      'model.protected': 'model protected to keep quota',
      'model.restored': 'model available again',
      'grant.refreshed': 'access token refreshed',
      'grant.refresh_failed': 'refresh failed, will be tried again',
      'grant.expiring': 'grant will end soon',
      'pool.reloaded': 'pool reloaded',
      'oauth_client.misconfigured': 'Google refuses the OAuth client',
      'oauth_client.recovered': 'OAuth client works again',
      'storage.degraded': 'changes cannot be saved to disk',
      'storage.recovered': 'changes are saved to disk again',
      'request.finished': 'request finished',
    },
    poolLoaded: (loaded: number) => `${accountCount(loaded)} can serve`,
  },
};
