import type { AccountStatus } from '../../../server/contract/http/accounts.js';

interface StatusLook {
  readonly color: 'success' | 'error' | 'warning' | 'info' | 'neutral';
  readonly icon: string;
}

/** Colour is never alone: every status has its own icon and its word. */
export const STATUS_LOOK: Record<AccountStatus, StatusLook> = {
  ready: { color: 'success', icon: 'i-lucide-circle-check' },
  disabled: { color: 'error', icon: 'i-lucide-unplug' },
  proxy_disabled: { color: 'neutral', icon: 'i-lucide-circle-pause' },
  blocked: { color: 'warning', icon: 'i-lucide-octagon-alert' },
  cooling: { color: 'info', icon: 'i-lucide-snowflake' },
  unreadable: { color: 'warning', icon: 'i-lucide-file-x' },
};
