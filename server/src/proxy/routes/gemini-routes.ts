import { RequestError } from '../../protocols/neutral/request-error.js';
import { NoSuchRouteError } from '../caller-request.js';
import type { Plan } from '../exchange.js';
import { forwardedHeaders } from '../forwarded-headers.js';
import { modelSegment, segment } from '../model-name.js';
import { StreamPassThrough, WholePassThrough } from '../pass-through.js';
import type { GeminiProvider } from '../providers/gemini-provider.js';
import type { Served } from '../providers/providers.js';
import { sessionOfBytes } from '../session-key.js';
import type { Route, RouteTools } from './route-tools.js';

const PREFIX = /^\/v1(?:beta)?\/models\/?/;
const STREAM_METHOD = 'streamGenerateContent';
const METHODS: ReadonlySet<string> = new Set([
  'generateContent',
  STREAM_METHOD,
  'countTokens',
  'embedContent',
  'batchEmbedContents',
]);
/** Query parameters that mean something to Google's APIs; a key never gets through. */
const QUERY_PARAMETERS = ['alt', '$alt', 'pageSize', 'pageToken'];

/** `/v1beta/models…`, and the methods under `/v1/models…`: passed on, not translated. */
export const geminiRoute: Route = (tools) => {
  const { request, providers } = tools;
  const tail = request.path.replace(PREFIX, '');
  if (request.method === 'GET') {
    if (tail === '') return passToGemini(tools, providers.gemini, { model: '', name: '', action: undefined });
    const asked = segment(tail);
    if (asked === undefined) throw new NoSuchRouteError();
    return passServed(tools, providers.serve(decodeURIComponent(asked)), undefined);
  }
  const colon = tail.lastIndexOf(':');
  const action = tail.slice(colon + 1);
  const asked = colon > 0 ? segment(tail.slice(0, colon)) : undefined;
  if (asked === undefined || !METHODS.has(action)) throw new NoSuchRouteError();
  return passServed(tools, providers.serve(decodeURIComponent(asked)), action);
};

/** Passes a request for a Gemini model on. @throws RequestError when the model is none of Gemini's */
export function passServed(tools: RouteTools, served: Served, action: string | undefined): Plan {
  if (served.family !== 'gemini') {
    throw new RequestError(['model'], `${served.model} is not served on this wire`, {
      hint: 'Ask for Claude by OpenAI chat completions or responses, by Anthropic messages, or by the Anthropic publisher of Vertex AI.',
    });
  }
  const { model, provider } = served;
  return passToGemini(tools, provider, { model, name: modelSegment(model), action });
}

/** @param target.name  the model as a segment of the address; empty for the list of models */
export function passToGemini(
  { request, caller }: RouteTools,
  provider: GeminiProvider,
  target: { readonly model: string; readonly name: string; readonly action: string | undefined },
): Plan {
  const { model, name, action } = target;
  const body = action === undefined ? null : request.bytes;
  const plain = provider.call(name, action, body);
  const call = { ...plain, resource: plain.resource + keptParameters(request.query) };
  const forwarded = forwardedHeaders(request.headers);
  return {
    model,
    session: body && sessionOfBytes(body),
    passesRefusals: true,
    request: (lease) => provider.api.request(call, lease, forwarded),
    delivery: () => (action === STREAM_METHOD ? new StreamPassThrough(caller) : new WholePassThrough(caller)),
  };
}

function keptParameters(query: string): string {
  const given = new URLSearchParams(query);
  const parameters = new URLSearchParams();
  for (const name of QUERY_PARAMETERS) {
    const value = given.get(name);
    if (value !== null) parameters.set(name, value);
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
