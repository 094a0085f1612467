import { randomBytes } from 'node:crypto';
import { unixSeconds, type Clock } from '../../core/ports/clock.js';
import { DroppedFields } from '../../protocols/neutral/dropped-fields.js';
import type { SignatureStore } from '../../protocols/neutral/signature-store.js';
import type { Caller } from '../caller.js';
import type { CallerRequest } from '../caller-request.js';
import type { ConversationContext } from '../conversation.js';
import type { Plan } from '../exchange.js';
import type { Gathering } from '../gathering.js';
import type { ModelCatalogue } from '../model-catalogue.js';
import type { Providers } from '../providers/providers.js';

/** What is to be done for a caller: one request that is delivered as it comes, or several whose answers make one. */
export type Work = Plan | Gathering;

/** What every route works with, made per request. */
export interface RouteTools {
  readonly request: CallerRequest;
  readonly caller: Caller;
  readonly providers: Providers;
  readonly catalogue: ModelCatalogue;
  readonly signatures: SignatureStore;
  readonly clock: Clock;
  /** Exact names in `models.mapping`. */
  aliases(): readonly string[];
}

/**
 * Decides what a request wants.
 *
 * @throws RequestError naming the field that cannot be carried, NoSuchRouteError
 */
export type Route = (tools: RouteTools) => Work;

/** What a translation of this request needs. */
export const conversationContext = ({ signatures, clock }: RouteTools): ConversationContext => ({
  newId,
  signatures,
  dropped: new DroppedFields(),
  nowSeconds: unixSeconds(clock),
});

export const newId = (prefix: string): string => prefix + randomBytes(12).toString('hex');
