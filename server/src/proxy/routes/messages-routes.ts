import { anthropicTokenCount } from '../../protocols/anthropic/count-tokens.js';
import { anthropicCountToNeutral } from '../../protocols/anthropic/to-neutral.js';
import { anthropicToVertex } from '../../protocols/anthropic/to-vertex.js';
import { parseAnthropicVersion, type AnthropicVersion } from '../../protocols/anthropic/version.js';
import { tokenCount } from '../../protocols/gemini/count-tokens.js';
import { UpstreamAnswerError } from '../../protocols/neutral/upstream-answer-error.js';
import type { Plan } from '../exchange.js';
import { forwardedHeaders } from '../forwarded-headers.js';
import type { Gathering } from '../gathering.js';
import { modelSegment } from '../model-name.js';
import { StreamPassThrough, WholePassThrough } from '../pass-through.js';
import { CLAUDE_COUNTER, claudeAction } from '../providers/claude-provider.js';
import type { GeminiProvider } from '../providers/gemini-provider.js';
import { jsonBody, type Provider } from '../providers/provider.js';
import type { Served } from '../providers/providers.js';
import { sessionOf, sessionOfBytes } from '../session-key.js';
import { openMessage } from '../wires/messages.js';
import { conversationContext, type Route, type RouteTools, type Work } from './route-tools.js';
import { modelIn, translatedPlan } from './translate.js';

/** `POST /v1/messages`: passed on to Claude, translated for Gemini. */
export const messagesRoute: Route = (tools) => {
  const version = parseAnthropicVersion(tools.request.header('anthropic-version'));
  const body = tools.request.json;
  return messageWork(tools, { body, version, served: tools.providers.serve(modelIn(body) ?? '') });
};

/** `POST /v1/messages/count_tokens`. */
export const countTokensRoute: Route = (tools) => {
  const version = parseAnthropicVersion(tools.request.header('anthropic-version'));
  const body = tools.request.json;
  return countWork(tools, { body, version, served: tools.providers.serve(modelIn(body) ?? '') });
};

/** A Messages request, its model inside, and who serves it. */
interface Message {
  readonly body: unknown;
  readonly version: AnthropicVersion;
  readonly served: Served;
}

/** What becomes of a Messages request, whichever address it came to. */
export function messageWork(tools: RouteTools, { body, version, served }: Message): Work {
  if (served.family === 'claude') {
    return passToClaude(tools, served.provider, { ...readMessage(body, served), isCount: false });
  }
  const context = conversationContext(tools);
  return translatedPlan(tools, openMessage(body, context, version), { served, context });
}

/** The same for a count of its tokens. */
export function countWork(tools: RouteTools, { body, version, served }: Message): Work {
  if (served.family === 'claude') {
    return passToClaude(tools, served.provider, { ...readMessage(body, served), isCount: true });
  }
  return translatedCount(tools, { body, version, model: served.model, provider: served.provider });
}

interface ReadMessage {
  readonly model: string;
  readonly isStream: boolean;
  readonly session: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

function readMessage(body: unknown, { model }: Served): ReadMessage {
  // The betas stay in their header, where Anthropic's own Vertex AI client sends them.
  const { stream, session, body: readied } = anthropicToVertex(body);
  return { model, isStream: stream, session: session ?? null, body: readied };
}

function passToClaude(
  { request, caller }: RouteTools,
  provider: Provider,
  message: ReadMessage & { readonly isCount: boolean },
): Plan {
  const { model, isStream, session, isCount } = message;
  const call = isCount
    ? provider.call(CLAUDE_COUNTER, 'rawPredict', jsonBody({ model, ...message.body }))
    : provider.call(modelSegment(model), claudeAction(isStream), jsonBody(message.body));
  const forwarded = forwardedHeaders(request.headers);
  return {
    model,
    session: session ?? sessionOfBytes(request.bytes),
    // Rewritten in Anthropic's form: Vertex AI's own refusals are Google's.
    passesRefusals: false,
    request: (lease) => provider.api.request(call, lease, forwarded),
    delivery: () => (isStream && !isCount ? new StreamPassThrough(caller) : new WholePassThrough(caller)),
  };
}

function translatedCount(
  tools: RouteTools,
  count: {
    readonly body: unknown;
    readonly version: AnthropicVersion;
    readonly model: string;
    readonly provider: GeminiProvider;
  },
): Gathering {
  const { model, provider } = count;
  const context = conversationContext(tools);
  const request = anthropicCountToNeutral(count.body, { ...context, version: count.version });
  const call = provider.count(request, { model, dropped: context.dropped });
  const forwarded = forwardedHeaders(tools.request.headers);
  return {
    asks: [
      {
        model,
        session: sessionOf(request),
        passesRefusals: false,
        request: (lease) => provider.api.request(call, lease, forwarded),
      },
    ],
    headers: { 'x-regrant-dropped': context.dropped.header() },
    answer: ([body]) => {
      const tokens = tokenCount(body);
      if (tokens === undefined) throw new UpstreamAnswerError(NO_COUNT);
      return anthropicTokenCount(tokens);
    },
  };
}

const NO_COUNT = {
  status: 502,
  code: 'upstream.invalid_answer',
  detail: 'The upstream did not answer with a number of tokens.',
  hint: 'Try again.',
} as const;
