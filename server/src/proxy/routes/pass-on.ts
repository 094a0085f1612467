import { checkGeminiRequest } from '../../protocols/gemini/check-request.js';
import { RequestError } from '../../protocols/neutral/request-error.js';
import type { CallerRequest } from '../caller-request.js';
import type { Plan } from '../exchange.js';
import { StreamPassThrough, WholePassThrough } from '../pass-through.js';
import type { Provider } from '../providers/provider.js';
import { sessionOfBytes } from '../session-key.js';
import { requestMaker, type RouteTools } from './route-tools.js';

/** Larger bodies are passed on unread: pictures and documents, of which reading costs more than a refused call. */
const MOST_READ_BYTES = 16 * 1024;
/** Methods that answer in a stream. */
const STREAMS: ReadonlySet<string | undefined> = new Set(['streamGenerateContent', 'streamRawPredict']);
/** Query parameters that mean something to Google's APIs; a key never gets through. */
const QUERY_PARAMETERS = ['alt', '$alt', 'pageSize', 'pageToken'];

/** What is asked on a wire that is its upstream's own. */
export interface PassTarget {
  /** After mapping; empty for the list of models. */
  readonly model: string;
  /** The same as a segment of the address. */
  readonly name: string;
  /** Undefined for a question about the model itself. */
  readonly action: string | undefined;
}

/** Passes a request on byte for byte, and its answer back as it comes. @throws RequestError where a body is missing */
export function passOn(tools: RouteTools, provider: Provider, { model, name, action }: PassTarget): Plan {
  const { request, caller } = tools;
  const body = action === undefined ? null : request.bytes;
  const call = provider.call(name, action, body);
  return {
    model,
    session: body && sessionOfBytes(body),
    passesRefusals: true,
    request: requestMaker(tools, provider, { ...call, resource: call.resource + keptParameters(request.query) }),
    delivery: () => (STREAMS.has(action) ? new StreamPassThrough(caller) : new WholePassThrough(caller)),
  };
}

/**
 * The body of a request that will be passed on, to be looked at; undefined where it is too large for that, and only its
 * ends tell that it may be an object.
 *
 * @throws RequestError when it is no JSON
 */
export function readToPassOn(request: CallerRequest): unknown {
  const { bytes } = request;
  if (bytes.length <= MOST_READ_BYTES) return request.json;
  if (endsAt(bytes, 0, 1) === 0x7b && endsAt(bytes, bytes.length - 1, -1) === 0x7d) return undefined;
  throw new RequestError([], 'the body is not a JSON object');
}

/** The same for Google's own wires, with what Google would certainly refuse refused. @throws RequestError */
export function checkedForGemini(request: CallerRequest, action: string): unknown {
  const body = readToPassOn(request);
  const problem = body === undefined ? undefined : checkGeminiRequest(action, body);
  if (problem) throw new RequestError(problem.path, problem.message);
  return body;
}

/** The first byte from one end that is no white space. */
function endsAt(bytes: Buffer, from: number, step: 1 | -1): number | undefined {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += step;
  return bytes[at];
}

function keptParameters(query: string): string {
  if (query === '') return '';
  const given = new URLSearchParams(query);
  const parameters = new URLSearchParams();
  for (const name of QUERY_PARAMETERS) {
    const value = given.get(name);
    if (value !== null) parameters.set(name, value);
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
