import { Injectable } from '@nestjs/common';
import type { AccountView } from '../../contract/http/accounts.js';
import type { AccountQuota } from '../../contract/http/quota.js';
import type { Account } from '../core/accounts/account.js';
import { blockCauseIn } from '../core/accounts/block-cause.js';
import { statusOf } from '../core/accounts/status.js';
import { saidIn } from '../core/grants/disabled-reason.js';
import { diagnoseStored } from '../core/grants/stored-diagnosis.js';
import { Serving, type ModelQuota } from '../core/ports/serving.js';
import { AccountRegistry, type UnreadableAccount } from './account-registry.js';

/** Quotas that are shown of an account; a pool may have ten thousand of them. */
const QUOTAS_OF_ONE = 200;
const QUOTAS_IN_A_LIST = 20;

/** Shows accounts without their tokens. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly serving: Serving,
  ) {}

  all(): AccountView[] {
    return [
      ...[...this.registry.accounts()].map((account) => this.view(account, QUOTAS_IN_A_LIST)),
      ...this.registry.unreadable().map((unreadable) => viewUnreadable(unreadable)),
    ];
  }

  find(id: string): AccountView | undefined {
    const account = this.registry.get(id);
    if (account) return this.view(account);
    const unreadable = this.registry.unreadable().find((entry) => entry.id === id);
    return unreadable && viewUnreadable(unreadable);
  }

  view(account: Account, mostQuotas = QUOTAS_OF_ONE): AccountView {
    const diagnosis = diagnoseStored(account);
    return {
      id: account.id,
      email: account.email,
      name: account.name,
      sub: account.sub,
      custom_label: account.customLabel,
      status: statusOf(account, this.serving.isCooling(account.id)),
      disabled: account.disabled !== null,
      disabled_at: account.disabled?.at ?? null,
      disabled_reason: account.disabled?.reason ?? null,
      disabled_said: saidIn(account.disabled?.reason ?? '') || null,
      cause: diagnosis?.cause ?? blockCauseIn(account.blocked?.reason ?? null),
      cure:
        diagnosis?.cure ??
        (account.blocked ? 'Do what Google asks, then clear the block here or sign in again.' : null),
      confidence: diagnosis?.confidence ?? null,
      proxy_disabled: account.proxyDisabled !== null,
      proxy_disabled_at: account.proxyDisabled?.at ?? null,
      proxy_disabled_reason: account.proxyDisabled?.reason ?? null,
      blocked: account.blocked !== null,
      blocked_at: account.blocked?.at ?? null,
      blocked_reason: account.blocked?.reason ?? null,
      blocked_url: account.blocked?.url ?? null,
      protected_models: [...account.protectedModels],
      quotas: this.serving.quotas(account, mostQuotas).map((quota) => viewQuota(quota)),
      priority: account.priority,
      project_id: account.projectId,
      oauth_client_key: account.grant.clientKey,
      scope: account.grant.scope,
      access_token_expires_at: account.grant.accessTokenExpiresAt,
      created_at: account.createdAt,
      last_used: account.lastUsed,
      forecast: this.serving.forecast(account),
      unreadable_reason: null,
      unsaved: this.registry.hasRefusedChange(account.id),
    };
  }
}

const viewQuota = ({ model, kind, value, used, left, resetsAtMs, source, isProtected }: ModelQuota): AccountQuota => ({
  model,
  kind,
  limit: value,
  used,
  left,
  resets_at: Math.floor(resetsAtMs / 1000),
  source,
  protected: isProtected,
});

const viewUnreadable = ({ id, reason }: UnreadableAccount): AccountView => ({
  id,
  email: '',
  name: null,
  sub: null,
  custom_label: null,
  status: 'unreadable',
  disabled: false,
  disabled_at: null,
  disabled_reason: null,
  disabled_said: null,
  cause: 'unreadable',
  cure: 'Repair the file in the data directory; what could be read of it is kept in quarantine/.',
  confidence: 'certain',
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
  oauth_client_key: '',
  scope: null,
  access_token_expires_at: null,
  created_at: null,
  last_used: null,
  forecast: null,
  unreadable_reason: reason,
  unsaved: false,
});
