import type { HelpCause } from '../../messages/help-causes.js';

/** Google's own account of why refresh tokens stop working. */
export const GOOGLE_REASONS = 'https://developers.google.com/identity/protocols/oauth2#expiration';

/** Where a cause is cured, opened by a person in a tab of its own. */
export const CURE_LINKS: Readonly<Partial<Record<HelpCause, string>>> = {
  revoked: 'https://myaccount.google.com/connections',
  testing_expiry: 'https://console.cloud.google.com/auth/audience',
  session_control: 'https://admin.google.com/ac/security/reauth/admin-tools',
  admin_policy: 'https://admin.google.com/ac/owl',
};

/** The lines of the log in the order in which they come; they are the same in every language. */
export const LOG_LINES: readonly string[] = [
  'Token refresh failed (ada@example.com): invalid_grant, trying next account',
  'Disabling account due to invalid_grant (ada@example.com): refresh_token likely revoked/expired',
  'Skipping disabled account ada@example.com',
  'Account re-enabled (ada@example.com): credentials updated',
];

/** The states of the fourth part, in the order in which they are judged; the last is in memory only. */
export const HELP_STATES = ['disabled', 'blocked', 'protected', 'proxy_disabled', 'cooling'] as const;

/** The parts of the page by their anchors. */
export const HELP_PARTS = [
  { anchor: 'invalid-grant', part: 'invalidGrant' },
  { anchor: 'causes', part: 'causes' },
  { anchor: 'recover', part: 'recover' },
  { anchor: 'states', part: 'states' },
  { anchor: 'log', part: 'log' },
] as const;
