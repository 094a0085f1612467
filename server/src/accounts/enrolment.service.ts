import { Injectable } from '@nestjs/common';
import type { Account } from '../core/accounts/account.js';
import { withTemplate } from '../core/accounts/account-template.js';
import { newAccountDocument } from '../core/accounts/changes.js';
import type { JsonObject } from '../core/accounts/document.js';
import { matchIdentity, regrant, type Regrant } from '../core/accounts/upsert.js';
import { IdentityConflictError, RefreshTokenMissingError } from '../core/errors/account-errors.js';
import type { IssuedTokens } from '../core/grants/issued-tokens.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import type { Identity } from '../core/ports/userinfo.js';
import { Log } from '../observability/logger.js';
import { AccountRegistry } from './account-registry.js';

/** Proven tokens and whose they are. */
export interface EnrolmentRequest {
  readonly identity: Identity;
  readonly tokens: IssuedTokens;
  readonly clientKey: string;
  readonly by: 'sign_in' | 'refresh_token' | 'import';
  /** The access token that the person gave, if any; one that only came from proving does not count as new. */
  readonly givenAccessToken: string | null;
  /** For a new account, and for one that has none yet. */
  readonly projectId: string | null;
  readonly label: string | null;
  /** What a new account takes over beside its grant: its file from elsewhere. One that is there keeps what it has. */
  readonly template?: JsonObject | null;
}

export interface EnrolmentResult {
  readonly account: Account;
  readonly outcome: 'created' | 'updated' | 'reenabled' | 'unchanged';
  /** The old refresh token was kept, and will be refused again if it is dead. */
  readonly warning: 'refresh_token_kept' | null;
}

/** Adds an account, or gives one that is there new tokens. On disk before it answers. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws RefreshTokenMissingError, IdentityConflictError, AccountUnreadableError, StorageError */
  enrol(request: EnrolmentRequest): Promise<EnrolmentResult> {
    return this.registry.enrolling(async () => {
      const match = matchIdentity(this.registry.accounts(), request.identity);
      if (match.kind === 'conflict') throw new IdentityConflictError(match.id);
      return match.kind === 'none' ? this.#create(request) : this.#regrant(match.id, request);
    });
  }

  async #create(request: EnrolmentRequest): Promise<EnrolmentResult> {
    const { identity, tokens, clientKey, projectId, label, by, template } = request;
    const { refreshToken } = tokens;
    if (refreshToken === null) throw new RefreshTokenMissingError();
    const fresh = newAccountDocument(
      identity,
      { ...tokens, refreshToken },
      { clientKey, projectId, label, at: unixSeconds(this.clock) },
    );
    const account = await this.registry.create(template ? withTemplate(fresh, template) : fresh, by);
    this.log.info(`Account added (${account.email})`);
    return { account, outcome: 'created', warning: null };
  }

  async #regrant(id: string, request: EnrolmentRequest): Promise<EnrolmentResult> {
    let decided: Regrant | undefined;
    const result = await this.registry.commit(
      id,
      (account) => {
        // The first decision is the one a person is told; a second look only brings the edits up to date.
        const decision = regrant(account, request.identity, request.tokens, {
          clientKey: request.clientKey,
          at: unixSeconds(this.clock),
          by: request.by,
          givenAccessToken: request.givenAccessToken,
          projectId: request.projectId,
          label: request.label,
        });
        decided ??= decision;
        return decision.edits;
      },
      request.by,
    );
    const outcome = decided?.outcome ?? 'unchanged';
    if (outcome === 'reenabled') this.log.info(`Account re-enabled (${result.account.email}): credentials updated`);
    else if (outcome === 'updated') this.log.info(`Account updated (${result.account.email}): credentials updated`);
    return { account: result.account, outcome, warning: decided?.warning ?? null };
  }
}
