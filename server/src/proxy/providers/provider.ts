import type { DroppedFields } from '../../protocols/neutral/dropped-fields.js';
import type { Usage } from '../../core/usage/usage.js';
import type { NewId } from '../../protocols/neutral/context.js';
import type { NeutralRequest } from '../../protocols/neutral/request.js';
import type { NeutralResponse } from '../../protocols/neutral/response.js';
import type { StreamPart } from '../../protocols/neutral/stream-part.js';
import type { ApiCall, UpstreamApi } from './upstream-api.js';

/** Reads an upstream's stream events into neutral parts. */
export interface PartReader {
  push(data: string): StreamPart[];
  flush(): StreamPart[];
  /** The usage seen last. */
  readonly usage: Usage | undefined;
}

/** What a request to a provider depends on beside itself. */
export interface AskOptions {
  /** After mapping. */
  readonly model: string;
  readonly dropped: DroppedFields;
}

/** A kind of model behind one of Google's APIs: how it is asked, and how its answers are read. */
export interface Provider {
  readonly api: UpstreamApi;
  /** A model's method, a model, or (without a name) the list of models. The name is one encoded segment. */
  call(name: string, action: string | undefined, body: Buffer | null): ApiCall;
  /** @throws RequestError when the request cannot be carried */
  ask(request: NeutralRequest, options: AskOptions): ApiCall;
  reader(newId: NewId): PartReader;
  /** @throws UpstreamAnswerError when it is no answer */
  whole(body: unknown, newId: NewId): NeutralResponse;
}

/** A body as bytes. */
export const jsonBody = (body: object): Buffer => Buffer.from(JSON.stringify(body));
