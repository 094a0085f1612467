import { Injectable } from '@nestjs/common';
import { SettingsService } from '../config/settings.service.js';
import { ExchangeFailedError, SignInDeniedError, StateRejectedError } from '../core/errors/oauth-errors.js';
import { AdminOf } from './admin-of.js';
import { parseCallback, type CallbackParameters } from './callback-parameters.js';
import { issuersOf } from './issuer.js';
import { OAuthClients } from './oauth-clients.js';
import { safeCode } from './passport-error.js';
import type { ReturningRequest } from './passport-exchange.js';
import { ProviderAccesses } from './provider-access.js';
import { SignInFlows, type SignInFlow } from './sign-in-flows.js';

/** A flow claimed twice by the one it belongs to: nothing is wrong, and nothing is left to do. */
export type Returned = ReturningRequest | { readonly kind: 'repeated' };

/** Takes people back from Google: everything that must hold before a code is exchanged. */
@Injectable()
export class SignInReturn {
  constructor(
    private readonly settings: SettingsService,
    private readonly clients: OAuthClients,
    private readonly providers: ProviderAccesses,
    private readonly flows: SignInFlows,
    private readonly adminOf: AdminOf,
  ) {}

  /**
   * @param search  the raw query of the callback
   * @throws StateRejectedError (no flow is touched), SignInDeniedError, ExchangeFailedError, OAuthClientMissingError
   */
  byBrowser(search: string, browser: string | undefined): Returned {
    const parameters = this.#parse(search);
    const flow = this.flows.claimByBrowser(parameters.state, browser);
    // Whoever was signed out has nothing to add here any more, least of all an account that others will then use.
    if (flow !== 'repeated' && !this.adminOf.isStill(flow.admin)) throw new StateRejectedError();
    return this.#proceed(parameters, flow);
  }

  /** As `byBrowser`, for an address that was pasted: it must be our callback, letter by letter. */
  byPaste(pasted: string, admin: string): Returned {
    const url = URL.canParse(pasted.trim()) ? new URL(pasted.trim()) : undefined;
    if (
      !url ||
      `${url.origin}${url.pathname}` !== this.clients.redirectUri ||
      url.username !== '' ||
      url.password !== ''
    ) {
      throw new StateRejectedError(
        `This is not the address that Google leads to: it begins with ${this.clients.redirectUri}.`,
      );
    }
    const parameters = this.#parse(url.search);
    return this.#proceed(parameters, this.flows.claimByAdmin(parameters.state, admin));
  }

  /** An answer that names another issuer was meant for somebody else. @see RFC 9207 §2.4 */
  #parse(search: string): CallbackParameters {
    const parameters = parseCallback(search);
    const issuers = issuersOf(this.settings.current.google_authorization_url);
    if (parameters.iss !== null && !issuers.includes(parameters.iss)) throw new StateRejectedError();
    return parameters;
  }

  #proceed(parameters: CallbackParameters, flow: SignInFlow | 'repeated'): Returned {
    if (flow === 'repeated') return { kind: 'repeated' };
    if (parameters.kind === 'error') throw refusal(parameters.error);
    const { code, state } = parameters;
    return {
      kind: 'returning',
      query: { code, state },
      access: this.providers.forClient(flow.clientKey, flow.scopes),
      flow,
    };
  }
}

function refusal(error: string): SignInDeniedError | ExchangeFailedError {
  if (error === 'access_denied') return new SignInDeniedError();
  const oauthError = safeCode(error);
  return new ExchangeFailedError(`Google ended the sign-in: ${oauthError ?? 'an error it did not name'}.`, {
    details: { oauth_error: oauthError },
  });
}
