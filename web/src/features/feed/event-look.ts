import type { EventType } from '../../../../server/contract/events.js';

interface EventLook {
  readonly tone: 'error' | 'warning' | 'success' | 'info' | 'neutral';
  readonly icon: string;
}

const PLAIN: EventLook = { tone: 'neutral', icon: 'i-lucide-dot' };

const LOOKS: Partial<Record<EventType, EventLook>> = {
  'account.added': { tone: 'success', icon: 'i-lucide-user-plus' },
  'account.disabled': { tone: 'error', icon: 'i-lucide-unplug' },
  'account.reenabled': { tone: 'success', icon: 'i-lucide-plug-zap' },
  'account.removed': { tone: 'neutral', icon: 'i-lucide-trash-2' },
  'account.updated': { tone: 'neutral', icon: 'i-lucide-pencil' },
  'account.proxy_disabled': { tone: 'neutral', icon: 'i-lucide-pause' },
  'account.proxy_enabled': { tone: 'success', icon: 'i-lucide-play' },
  'account.blocked': { tone: 'warning', icon: 'i-lucide-octagon-alert' },
  'account.unblocked': { tone: 'success', icon: 'i-lucide-shield-check' },
  'account.cooling': { tone: 'info', icon: 'i-lucide-snowflake' },
  'model.protected': { tone: 'info', icon: 'i-lucide-shield' },
  'model.restored': { tone: 'success', icon: 'i-lucide-shield-check' },
  'grant.refreshed': { tone: 'neutral', icon: 'i-lucide-refresh-cw' },
  'grant.refresh_failed': { tone: 'warning', icon: 'i-lucide-refresh-cw-off' },
  'grant.expiring': { tone: 'warning', icon: 'i-lucide-hourglass' },
  'pool.reloaded': { tone: 'info', icon: 'i-lucide-layers' },
  'oauth_client.misconfigured': { tone: 'error', icon: 'i-lucide-fingerprint' },
  'oauth_client.recovered': { tone: 'success', icon: 'i-lucide-fingerprint' },
  'storage.degraded': { tone: 'error', icon: 'i-lucide-hard-drive' },
  'storage.recovered': { tone: 'success', icon: 'i-lucide-hard-drive' },
};

/** How an event of this type looks, in the feed and as a toast. */
export function lookOf(type: EventType): EventLook {
  return LOOKS[type] ?? PLAIN;
}
