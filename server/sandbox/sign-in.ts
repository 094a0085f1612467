import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendConsentPage } from './consent-page.js';
import type { GoogleProvider } from './google-provider.js';
import type { GrantRecords } from './grant-records.js';
import { sendPage } from './page.js';
import { findPerson, type Person } from './person.js';
import { readRequestBody } from './request-body.js';

export const SIGN_IN_PATH = /^\/interaction\/[\w-]+$/;

interface AuthorizationParameters {
  readonly client_id: string;
  readonly scope: string;
  readonly prompt?: string;
  readonly access_type?: string;
  readonly login_hint?: string;
}

/** The page between the authorization request and its redirect: who signs in, and do they consent. */
export class SignIn {
  /** Grants whose next code is worth a refresh token. */
  readonly #refreshTokenDue = new Set<string>();

  constructor(
    private readonly provider: GoogleProvider,
    private readonly records: GrantRecords,
    private readonly people: readonly Person[],
  ) {}

  /** True once per consent with `access_type=offline`. */
  takeRefreshTokenOf(grantId: string): boolean {
    return this.#refreshTokenDue.delete(grantId);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const interaction = await this.provider.interactionDetails(request, response).catch(() => undefined);
    if (!interaction) {
      sendPage(response, {
        status: 400,
        title: 'This sign-in is over',
        body: '<h1>This sign-in is over</h1><p>It was finished, has expired, or began in another browser. Start it again from the application.</p>',
      });
      return;
    }
    const parameters = interaction.params as unknown as AuthorizationParameters;
    if (request.method !== 'POST') {
      sendConsentPage(response, {
        action: request.url ?? '',
        clientId: parameters.client_id,
        scopes: parameters.scope.split(' '),
        people: this.people,
        loginHint: parameters.login_hint,
      });
      return;
    }
    const form = new URLSearchParams((await readRequestBody(request)).toString());
    const person = findPerson(this.people, form.get('person') ?? '');
    if (!person) {
      const denied = { error: 'access_denied', error_description: 'The person did not consent.' };
      await this.provider.interactionFinished(request, response, denied, { mergeWithLastSubmission: false });
      return;
    }
    const grantId = await this.#consent(person, parameters);
    const accepted = { login: { accountId: person.sub }, select_account: {}, consent: { grantId } };
    await this.provider.interactionFinished(request, response, accepted, { mergeWithLastSubmission: false });
  }

  /**
   * Google gives a refresh token with a person's first consent to an application, and again only when the
   * application forces the consent screen with `prompt=consent`.
   */
  async #consent(person: Person, { client_id, scope, prompt, access_type }: AuthorizationParameters): Promise<string> {
    const isForced = (prompt ?? '').split(' ').includes('consent');
    const existing = isForced ? undefined : await this.#existingGrant(person, scope);
    if (existing) return existing;
    const grant = new this.provider.Grant({ accountId: person.sub, clientId: client_id });
    grant.addOIDCScope(scope);
    const grantId = await grant.save();
    if (access_type === 'offline') this.#refreshTokenDue.add(grantId);
    return grantId;
  }

  async #existingGrant(person: Person, scope: string): Promise<string | undefined> {
    for (const { grantId } of this.records.grantsOf(person.sub)) {
      const granted = (await this.provider.Grant.find(grantId))?.getOIDCScope().split(' ') ?? [];
      if (scope.split(' ').every((item) => granted.includes(item))) return grantId;
    }
    return undefined;
  }
}
