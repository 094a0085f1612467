import { Injectable } from '@nestjs/common';
import type { PendingPerson } from '../../contract/http/oauth.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { EnrolmentService, type EnrolmentResult } from '../accounts/enrolment.service.js';
import { SettingsService } from '../config/settings.service.js';
import { emailKey } from '../core/accounts/account.js';
import { ExchangeFailedError, FlowUnknownError } from '../core/errors/oauth-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { idTokenFault } from './id-token.js';
import { issuersOf } from './issuer.js';
import { OAuthClients } from './oauth-clients.js';
import type { SignedIn } from './passport-exchange.js';
import { ShortLived } from './short-lived.js';
import { FLOW_LIFETIME_MS, randomValue, type SignInFlow } from './sign-in-flows.js';

/** How a sign-in ended. */
export type SignInResult =
  | ({ readonly kind: 'enrolled' } & EnrolmentResult)
  /** Somebody else than expected: nothing was written, and `flow` is what a confirmation names. */
  | { readonly kind: 'other-person'; readonly flow: string; readonly person: PendingPerson };

interface Waiting extends PendingPerson {
  readonly admin: string;
  readonly clientKey: string;
  readonly signedIn: SignedIn;
}

/** Turns a person who came back from Google into an account: every check first, then one write. */
@Injectable()
export class SignInService {
  readonly #waiting: ShortLived<Waiting>;

  constructor(
    private readonly settings: SettingsService,
    private readonly clients: OAuthClients,
    private readonly registry: AccountRegistry,
    private readonly enrolment: EnrolmentService,
    private readonly clock: Clock,
  ) {
    this.#waiting = new ShortLived(clock, { lifetimeMs: FLOW_LIFETIME_MS, perOwner: 10, total: 50 });
  }

  /** @throws RegrantError; no account is changed then */
  async settle(flow: SignInFlow, answer: SignedIn): Promise<SignInResult> {
    this.#checkIdToken(flow, answer);
    // An answer without a scope grants what was asked for (RFC 6749 §5.1).
    const tokens = { ...answer.tokens, scope: answer.tokens.scope ?? flow.scopes.join(' ') };
    const signedIn: SignedIn = { identity: answer.identity, tokens };
    const expectedEmail = this.#expectedEmail(flow);
    if (expectedEmail !== null && emailKey(expectedEmail) !== emailKey(signedIn.identity.email)) {
      return this.#keepWaiting(flow, signedIn, expectedEmail);
    }
    return { kind: 'enrolled', ...(await this.#enrol(signedIn, flow.clientKey)) };
  }

  /** Who waits to be confirmed. @throws FlowUnknownError */
  pending(id: string, admin: string): PendingPerson {
    const { expected_email, actual_email } = this.#find(id, admin);
    return { expected_email, actual_email };
  }

  /** Adds the other person after all, once. @throws FlowUnknownError and what enrolling throws */
  async confirm(id: string, admin: string): Promise<EnrolmentResult> {
    const waiting = this.#find(id, admin);
    const putBack = this.#waiting.lift(id);
    try {
      return await this.#enrol(waiting.signedIn, waiting.clientKey);
    } catch (error) {
      // A full disk must not cost the person another trip to Google.
      if (!(error instanceof RegrantError) || error.code === 'storage.failed') putBack();
      throw error;
    }
  }

  #checkIdToken(flow: SignInFlow, { tokens, identity }: SignedIn): void {
    if (tokens.idToken === null) return;
    const fault = idTokenFault(tokens.idToken, {
      issuers: issuersOf(this.settings.current.google_authorization_url),
      clientId: this.clients.require(flow.clientKey).clientId,
      nonce: flow.nonce,
      identity,
      now: unixSeconds(this.clock),
    });
    if (fault !== null) throw new ExchangeFailedError(`Google's ID token does not fit this sign-in: ${fault}.`);
  }

  /** The address of the account as it is now; one that was deleted meanwhile is still the one that was meant. */
  #expectedEmail({ expected }: SignInFlow): string | null {
    return expected && (this.registry.get(expected.accountId)?.email ?? expected.email);
  }

  #keepWaiting(flow: SignInFlow, signedIn: SignedIn, expectedEmail: string): SignInResult {
    const person = { expected_email: expectedEmail, actual_email: signedIn.identity.email };
    const id = randomValue();
    this.#waiting.put(id, flow.admin, { ...person, admin: flow.admin, clientKey: flow.clientKey, signedIn });
    return { kind: 'other-person', flow: id, person };
  }

  #find(id: string, admin: string): Waiting {
    const waiting = this.#waiting.get(id);
    if (waiting?.admin !== admin) throw new FlowUnknownError();
    return waiting;
  }

  #enrol({ identity, tokens }: SignedIn, clientKey: string): Promise<EnrolmentResult> {
    return this.enrolment.enrol({
      identity,
      tokens,
      clientKey,
      by: 'sign_in',
      givenAccessToken: tokens.accessToken,
      projectId: null,
      label: null,
    });
  }
}
