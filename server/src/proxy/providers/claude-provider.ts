import { AnthropicReader, anthropicMessageToNeutral } from '../../protocols/anthropic/reader.js';
import { neutralToAnthropic } from '../../protocols/anthropic/request-from-neutral.js';
import { modelSegment } from '../model-name.js';
import { jsonBody, type Provider } from './provider.js';
import type { ApiCall, UpstreamApi } from './upstream-api.js';

/** The name under which Vertex AI counts the tokens of any Claude model; the model itself is in the body. */
export const CLAUDE_COUNTER = 'count-tokens';

/** Claude models, served by Vertex AI's Anthropic publisher. */
export function claudeProvider(api: UpstreamApi): Provider {
  const call = (name: string, action: string | undefined, body: Buffer | null): ApiCall => ({
    method: body === null ? 'GET' : 'POST',
    version: 'v1',
    resource: `publishers/anthropic/models${name && `/${name}`}${action === undefined ? '' : `:${action}`}`,
    body,
  });
  return {
    api,
    call,
    ask: (request, options) =>
      call(modelSegment(options.model), claudeAction(request.stream), jsonBody(neutralToAnthropic(request, options))),
    reader: () => new AnthropicReader(),
    whole: (body) => anthropicMessageToNeutral(body),
  };
}

/** Streams have a method of their own. */
export const claudeAction = (isStream: boolean): string => (isStream ? 'streamRawPredict' : 'rawPredict');
