import { randomUUID } from 'node:crypto';
import { unixSeconds, type Clock } from '../../core/ports/clock.js';
import { DroppedFields } from '../../protocols/neutral/dropped-fields.js';
import type { SignatureStore } from '../../protocols/neutral/signature-store.js';
import type { Caller } from '../caller.js';
import type { CallerRequest } from '../caller-request.js';
import type { ConversationContext } from '../conversation.js';
import type { Ask, Plan } from '../exchange.js';
import { forwardedHeaders } from '../forwarded-headers.js';
import type { Gathering } from '../gathering.js';
import type { ModelCatalogue } from '../model-catalogue.js';
import type { Provider } from '../providers/provider.js';
import type { Providers } from '../providers/providers.js';
import type { ApiCall } from '../providers/upstream-api.js';

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

/** 24 hexadecimal digits; UUIDs come out of a store of random bytes, which asking for some each time does not. */
export const newId = (prefix: string): string => prefix + randomUUID().replaceAll('-', '').slice(8);

/** A call as whichever account makes it, with those of the caller's headers that are to arrive. */
export function requestMaker({ request }: RouteTools, { api }: Provider, call: ApiCall): Ask['request'] {
  const forwarded = forwardedHeaders(request.headers);
  return (lease) => api.request(call, lease, forwarded);
}
