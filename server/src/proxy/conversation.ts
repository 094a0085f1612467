import type { WireProblem } from '../protocols/neutral/problem.js';
import type { NeutralRequest } from '../protocols/neutral/request.js';
import type { NeutralResponse } from '../protocols/neutral/response.js';
import type { StreamPart } from '../protocols/neutral/stream-part.js';
import type { TranslationContext } from '../protocols/neutral/context.js';

/** Writes neutral parts as text of the caller's wire. */
export interface PartWriter {
  push(parts: readonly StreamPart[]): string;
  flush(): string;
  fail(problem: WireProblem, requestId: string): string;
  /** What this wire sends while the upstream is silent; absent where it has no such thing. */
  ping?(): string;
}

/** A caller's request, read, and the form in which it wants its answer: everything a provider need not know. */
export interface Conversation {
  readonly request: NeutralRequest;
  whole(response: NeutralResponse): unknown;
  /** Made anew for each attempt. */
  writer(): PartWriter;
}

/** What opening a conversation needs from outside. */
export interface ConversationContext extends TranslationContext {
  /** Unix seconds. */
  readonly nowSeconds: number;
}
