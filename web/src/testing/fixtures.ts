import type { LiveEvent } from '../../../server/contract/events.js';
import type { AccountView } from '../../../server/contract/http/accounts.js';
import type { SettingsView } from '../../../server/contract/http/settings.js';

/** A healthy account; name what differs. */
export function anAccount(difference: Partial<AccountView> = {}): AccountView {
  return {
    id: 'a1',
    email: 'ada@example.com',
    name: null,
    sub: null,
    custom_label: null,
    status: 'ready',
    disabled: false,
    disabled_at: null,
    disabled_reason: null,
    disabled_said: null,
    cause: null,
    cure: null,
    confidence: null,
    proxy_disabled: false,
    proxy_disabled_at: null,
    proxy_disabled_reason: null,
    blocked: false,
    blocked_at: null,
    blocked_reason: null,
    blocked_url: null,
    protected_models: [],
    quotas: [],
    priority: 0,
    project_id: null,
    oauth_client_key: 'default',
    scope: null,
    access_token_expires_at: null,
    created_at: null,
    last_used: null,
    forecast: null,
    unreadable_reason: null,
    unsaved: false,
    ...difference,
  };
}

/** An account whose grant is dead. */
export function aDisabledAccount(difference: Partial<AccountView> = {}): AccountView {
  return anAccount({
    status: 'disabled',
    disabled: true,
    disabled_at: 1_700_000_000,
    disabled_reason: 'invalid_grant: Token has been expired or revoked.',
    disabled_said: 'Token has been expired or revoked.',
    cause: 'revoked',
    cure: 'Sign in again for this account.',
    confidence: 'likely',
    ...difference,
  });
}

/** A configured installation that talks to Google. */
export function theSettings(difference: Partial<SettingsView> = {}): SettingsView {
  return {
    settings: {
      auth_mode: 'all_except_health',
      oauth_clients: { default: { client_id: 'client-1' } },
      models: { mapping: [], background_model: null, claude_models: [] },
      scheduling: { mode: 'balance', max_wait_seconds: 10, fixed_account: null, park_seconds: 0, max_concurrent: null },
      quota_protection: { enabled: false, threshold_percentage: 10, monitored_models: ['*'], budgets: [] },
      retention: { requests_days: 30, requests_megabytes: 512, requests_bodies: false },
    },
    oauth: {
      configured: true,
      redirect_uri: 'http://localhost:8045/callback',
      scopes: ['openid'],
      refused_clients: [],
    },
    foreign_addresses: {},
    sandbox: { enabled: false, console_url: null },
    gateway_url: 'http://localhost:8045',
    ...difference,
  };
}

/** An event at second `seq` of the epoch, so that order and time agree. */
export function anEvent(seq: number, type: LiveEvent['type'], difference: Partial<LiveEvent> = {}): LiveEvent {
  return { seq, at: seq * 1000, type, ...difference };
}
