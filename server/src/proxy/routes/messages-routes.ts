import { anthropicTokenCount } from '../../protocols/anthropic/count-tokens.js';
import { anthropicCountToNeutral } from '../../protocols/anthropic/to-neutral.js';
import { anthropicOutline } from '../../protocols/anthropic/outline.js';
import { anthropicCountToVertex, anthropicToVertex } from '../../protocols/anthropic/to-vertex.js';
import { parseAnthropicVersion, type AnthropicVersion } from '../../protocols/anthropic/version.js';
import { tokenCount } from '../../protocols/gemini/count-tokens.js';
import { DroppedFields } from '../../protocols/neutral/dropped-fields.js';
import { UpstreamAnswerError } from '../../protocols/neutral/upstream-answer-error.js';
import type { Plan } from '../exchange.js';
import type { Gathering } from '../gathering.js';
import { modelSegment } from '../model-name.js';
import { StreamPassThrough, WholePassThrough } from '../pass-through.js';
import { CLAUDE_COUNTER, claudeAction } from '../providers/claude-provider.js';
import type { GeminiProvider } from '../providers/gemini-provider.js';
import { jsonBody, type Provider } from '../providers/provider.js';
import type { Served } from '../providers/providers.js';
import type { ApiCall } from '../providers/upstream-api.js';
import { sessionNamed, sessionOf, sessionOfBytes } from '../session-key.js';
import { openMessage } from '../wires/messages.js';
import { conversationContext, requestMaker, type Route, type RouteTools, type Work } from './route-tools.js';
import { modelIn, translatedPlan } from './translate.js';

/** `POST /v1/messages`: passed on to Claude, translated for Gemini. */
export const messagesRoute: Route = (tools) => {
  const version = parseAnthropicVersion(tools.request.header('anthropic-version'));
  const body = tools.request.json;
  const served = tools.providers.serve(modelIn(body) ?? '', { outline: () => anthropicOutline(body) });
  return messageWork(tools, { body, version, served });
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
    const { model, provider } = served;
    const dropped = new DroppedFields();
    const message = anthropicToVertex(body, dropped);
    const { stream: isStream } = message;
    const call = provider.call(modelSegment(model), claudeAction(isStream), jsonBody(message.body));
    return claudePlan(tools, provider, { ...message, model, call, isStream, dropped });
  }
  const context = conversationContext(tools);
  return translatedPlan(tools, openMessage(body, context, version), { served, context });
}

/** The same for a count of its tokens. */
export function countWork(tools: RouteTools, { body, version, served }: Message): Work {
  if (served.family === 'claude') {
    const { model, provider } = served;
    const dropped = new DroppedFields();
    const message = anthropicCountToVertex(body, dropped);
    const call = provider.call(CLAUDE_COUNTER, 'rawPredict', jsonBody({ model, ...message.body }));
    return claudePlan(tools, provider, { ...message, model, call, isStream: false, dropped });
  }
  return translatedCount(tools, { body, version, model: served.model, provider: served.provider });
}

/** Asks Claude with a body that has been readied for Vertex AI; the answer goes back as it comes. */
function claudePlan(
  tools: RouteTools,
  provider: Provider,
  asked: {
    readonly model: string;
    readonly session: string | undefined;
    readonly call: ApiCall;
    readonly isStream: boolean;
    readonly dropped: DroppedFields;
  },
): Plan {
  const { model, session, call, isStream, dropped } = asked;
  const headers = { 'x-regrant-dropped': dropped.header() };
  const { request, caller } = tools;
  return {
    model,
    session: session === undefined ? sessionOfBytes(request.bytes) : sessionNamed(session),
    // Rewritten in Anthropic's form: Vertex AI's own refusals are Google's.
    passesRefusals: false,
    dropped,
    // The betas stay in their header, where Anthropic's own Vertex AI client sends them.
    request: requestMaker(tools, provider, call),
    delivery: () => (isStream ? new StreamPassThrough(caller, headers) : new WholePassThrough(caller, headers)),
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
  return {
    asks: [
      {
        model,
        session: sessionOf(request),
        passesRefusals: false,
        request: requestMaker(tools, provider, call),
      },
    ],
    dropped: context.dropped,
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
