import type { Lease } from '../pool/pool.service.js';
import type { UpstreamRequest } from '../upstream/http-upstream.js';
import { googleHeaders } from '../upstream/upstream-headers.js';
import type { Caller } from './caller.js';
import type { Plan } from './exchange.js';
import { StreamPassThrough, WholePassThrough } from './pass-through.js';

/** Where the Gemini API is, and who pays for accounts that name no project. */
export interface GeminiTarget {
  /** Without a version in the path. */
  readonly baseUrl: string;
  readonly defaultProjectId: string | null;
}

/** A call to the Gemini API. */
export interface GeminiCall {
  readonly method: 'GET' | 'POST';
  /** From the version on, encoded: `/v1beta/models/gemini-2.5-pro:generateContent?alt=sse`. */
  readonly path: string;
  readonly body: Buffer | null;
}

const UNARY_METHODS: ReadonlySet<string> = new Set([
  'generateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
]);
const STREAM_METHOD = 'streamGenerateContent';
/** Query parameters that mean something to the Gemini API; a key never gets through. */
const QUERY_PARAMETERS = ['alt', '$alt', 'pageSize', 'pageToken'];

/** A Gemini method that a caller asked for, or undefined where there is none. */
export function parseGeminiCall(
  method: string,
  tail: string,
  query: string,
): Pick<GeminiCall, 'method' | 'path'> | undefined {
  const parameters = kept(query);
  if (method === 'GET') {
    const model = tail === '' ? '' : segment(tail);
    return model === undefined ? undefined : { method, path: `/v1beta/models${model && `/${model}`}${parameters}` };
  }
  const colon = tail.lastIndexOf(':');
  const action = tail.slice(colon + 1);
  const model = colon > 0 ? segment(tail.slice(0, colon)) : undefined;
  if (method !== 'POST' || model === undefined || !(UNARY_METHODS.has(action) || action === STREAM_METHOD))
    return undefined;
  return { method, path: `/v1beta/models/${model}:${action}${parameters}` };
}

/** The plan of a Gemini caller's request: passed on, not translated. */
export function passThroughPlan(call: GeminiCall, target: GeminiTarget, caller: Caller): Plan {
  const isStream = call.path.includes(`:${STREAM_METHOD}`);
  return {
    request: (lease) => geminiRequest(call, target, lease),
    delivery: () => (isStream ? new StreamPassThrough(caller) : new WholePassThrough(caller)),
  };
}

/** A call as the request of one account. */
export function geminiRequest(call: GeminiCall, target: GeminiTarget, lease: Lease): UpstreamRequest {
  const base = new URL(target.baseUrl);
  return {
    origin: base.origin,
    path: `${base.pathname === '/' ? '' : base.pathname}${call.path}`,
    method: call.method,
    headers: googleHeaders({
      accessToken: lease.accessToken,
      projectId: lease.projectId ?? target.defaultProjectId,
      hasBody: call.body !== null,
    }),
    body: call.body,
  };
}

/** A model's name as one path segment, or undefined where it cannot be one. */
export function segment(name: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    return undefined;
  }
  if (decoded.length > 200 || !/^[A-Za-z0-9][\w.@-]*$/.test(decoded)) return undefined;
  return encodeURIComponent(decoded);
}

function kept(query: string): string {
  const given = new URLSearchParams(query);
  const parameters = new URLSearchParams();
  for (const name of QUERY_PARAMETERS) {
    const value = given.get(name);
    if (value !== null) parameters.set(name, value);
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
