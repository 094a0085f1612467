import { Injectable } from '@nestjs/common';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import { DEFAULT_CLIENT_KEY, type Account } from '../core/accounts/account.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import { OAuthClients } from './oauth-clients.js';
import { ProviderAccesses } from './provider-access.js';
import type { LeavingRequest } from './passport-exchange.js';
import { randomValue, SignInFlows, type SignInFlow } from './sign-in-flows.js';

/** Begins sign-ins. */
@Injectable()
export class SignInDeparture {
  constructor(
    private readonly settings: SettingsService,
    private readonly clients: OAuthClients,
    private readonly providers: ProviderAccesses,
    private readonly registry: AccountRegistry,
    private readonly flows: SignInFlows,
  ) {}

  /**
   * @param accountId  the account that is to get a new grant; null lets any person come
   * @param opened  told of the flow once it waits
   * @throws AccountNotFoundError, OAuthClientMissingError
   */
  prepare(admin: string, accountId: string | null, opened: (flow: SignInFlow) => void): LeavingRequest {
    const account = accountId === null ? null : this.registry.get(accountId);
    if (account === undefined) throw new AccountNotFoundError(String(accountId));
    const clientKey = this.#clientFor(account);
    const intent = {
      admin,
      clientKey,
      redirectUri: this.clients.redirectUri,
      scopes: this.settings.current.google_scopes,
      expected: account && { accountId: account.id, email: account.email },
      nonce: randomValue(),
    };
    return {
      kind: 'leaving',
      query: {},
      access: this.providers.forClient(clientKey, intent.scopes),
      intent,
      open: (codeVerifier) => {
        const flow = this.flows.open(intent, codeVerifier);
        opened(flow);
        return flow.state;
      },
    };
  }

  /** An account stays with its client; one that another tool's client issued moves over to ours. */
  #clientFor(account: Account | null): string {
    if (account && this.clients.get(account.grant.clientKey)) return account.grant.clientKey;
    return this.clients.get(DEFAULT_CLIENT_KEY) ? DEFAULT_CLIENT_KEY : (this.clients.keys()[0] ?? DEFAULT_CLIENT_KEY);
  }
}
