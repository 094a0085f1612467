import { neutralToCountTokens } from '../../protocols/gemini/count-tokens.js';
import { neutralToGemini } from '../../protocols/gemini/from-neutral.js';
import { GeminiReader, geminiToNeutral } from '../../protocols/gemini/reader.js';
import { modelSegment } from '../model-name.js';
import type { NeutralRequest } from '../../protocols/neutral/request.js';
import { jsonBody, type AskOptions, type Provider } from './provider.js';
import type { ApiCall, UpstreamApi } from './upstream-api.js';

/** @see geminiProvider */
export interface GeminiProvider extends Provider {
  /** How many tokens a request has, answered as `countTokens` answers. @throws RequestError */
  count(request: NeutralRequest, options: AskOptions): ApiCall;
}

/** Gemini models, on the Gemini API or on Vertex AI: the bodies are alike, the addresses are not. */
export function geminiProvider(api: UpstreamApi, place: 'gemini' | 'vertex'): GeminiProvider {
  const version = place === 'gemini' ? 'v1beta' : 'v1beta1';
  const collection = place === 'gemini' ? 'models' : 'publishers/google/models';
  const call = (name: string, action: string | undefined, body: Buffer | null): ApiCall => ({
    method: body === null ? 'GET' : 'POST',
    version,
    resource: collection + (name && `/${name}`) + (action === undefined ? '' : `:${action}`),
    body,
  });
  return {
    api,
    call,
    ask: (request, options) =>
      call(
        modelSegment(options.model),
        request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent',
        jsonBody(neutralToGemini(request, options)),
      ),
    count: (request, options) =>
      call(
        modelSegment(options.model),
        'countTokens',
        jsonBody(neutralToCountTokens(request, { ...options, api: place })),
      ),
    reader: (newId) => new GeminiReader({ newId }),
    whole: (body, newId) => geminiToNeutral(body, { newId }),
  };
}
