import type { ServerResponse } from 'node:http';
import { sendScripted, type ScriptedAnswer } from './token-fault.js';

/** Changes to an answer that is otherwise the usual one. */
export interface StreamFault {
  /** The connection is cut after this many bytes of the body. */
  readonly cutAfterBytes?: number;
  /** A pause before every piece of a stream. */
  readonly delayChunksMs?: number;
  /** Sent in place of the pieces the stand-in would have sent; an error object makes an in-stream error. */
  readonly chunks?: readonly object[];
}

/** What the stand-in does with one request instead of answering it. */
export type GeminiFault = 'reset' | 'hang' | ScriptedAnswer | StreamFault;

export function isStreamFault(fault: GeminiFault): fault is StreamFault {
  return typeof fault === 'object' && !('status' in fault);
}

/** Plays a fault that needs no answer of the stand-in's own. */
export function playGeminiFault(response: ServerResponse, fault: Exclude<GeminiFault, StreamFault>): void {
  if (fault === 'hang') return;
  if (fault === 'reset') response.socket?.resetAndDestroy();
  else sendScripted(response, fault);
}
