import { geminiOutline } from '../../protocols/gemini/outline.js';
import { RequestError } from '../../protocols/neutral/request-error.js';
import { remember } from '../../core/remember.js';
import { NoSuchRouteError } from '../caller-request.js';
import type { Plan } from '../exchange.js';
import { modelSegment, segment } from '../model-name.js';
import type { ServeOptions } from '../providers/providers.js';
import { checkedForGemini, passOn } from './pass-on.js';
import type { Route, RouteTools } from './route-tools.js';

const PREFIX = /^\/v1(?:beta)?\/models\/?/;
const METHODS: ReadonlySet<string> = new Set([
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
]);

/** Names are shorter, encoded and all. */
const LONGEST_PATH = 700;

/** Of these, those that may be a client's own affair. */
const GENERATING: ReadonlySet<string | undefined> = new Set(['generateContent', 'streamGenerateContent']);

/** `/v1beta/models…`, and the methods under `/v1/models…`: passed on, not translated. */
export const geminiRoute: Route = (tools) => {
  const { request, providers } = tools;
  if (request.method === 'GET') {
    const tail = request.path.replace(PREFIX, '');
    if (tail === '') return passOn(tools, providers.gemini, { model: '', name: '', action: undefined });
    const asked = segment(tail);
    if (asked === undefined) throw new NoSuchRouteError();
    return passToGemini(tools, { name: asked, action: undefined });
  }
  const target = request.path.length > LONGEST_PATH ? null : methodIn(request.path);
  if (target === null) throw new NoSuchRouteError();
  return passToGemini(tools, target);
};

/** A model and one of its methods, by an address; remembered, for taking it apart costs more than finding it. */
const methodIn = remember(500, (path: string): { readonly name: string; readonly action: string } | null => {
  const tail = path.replace(PREFIX, '');
  const colon = tail.lastIndexOf(':');
  const action = tail.slice(colon + 1);
  const name = colon > 0 ? segment(tail.slice(0, colon)) : undefined;
  return name === undefined || !METHODS.has(action) ? null : { name, action };
});

/**
 * Passes a request for a Gemini model on to whoever serves it.
 *
 * @param target.name  as it was asked for, one encoded segment
 * @throws RequestError when the body is one that Google refuses, or the model is none of Gemini's
 */
export function passToGemini(
  tools: RouteTools,
  { name, action }: { readonly name: string; readonly action: string | undefined },
  place: Pick<ServeOptions, 'home' | 'location'> = {},
): Plan {
  const body = action === undefined ? undefined : checkedForGemini(tools.request, action);
  const outline = body !== undefined && GENERATING.has(action) ? () => geminiOutline(body) : undefined;
  const served = tools.providers.serve(decodeURIComponent(name), { ...place, outline, isGeminiOnly: true });
  if (served.family !== 'gemini') {
    throw new RequestError(['model'], `${served.model} is not served on this wire`, {
      hint: 'Ask for Claude by OpenAI chat completions or responses, by Anthropic messages, or by the Anthropic publisher of Vertex AI.',
    });
  }
  const { model, provider } = served;
  return passOn(tools, provider, { model, name: modelSegment(model), action });
}
