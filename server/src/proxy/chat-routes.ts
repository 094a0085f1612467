import { neutralToGemini } from '../protocols/gemini/from-neutral.js';
import { GeminiReader, geminiToNeutral } from '../protocols/gemini/reader.js';
import type { TranslationContext } from '../protocols/neutral/context.js';
import { RequestError } from '../protocols/neutral/request-error.js';
import { chatFromNeutral, type ChatAnswerOptions } from '../protocols/openai-chat/from-neutral.js';
import { openAiModel, openAiModelList } from '../protocols/openai-chat/models.js';
import { ChatStream } from '../protocols/openai-chat/stream.js';
import { chatToNeutral } from '../protocols/openai-chat/to-neutral.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Plan } from './exchange.js';
import { geminiRequest, segment, type GeminiTarget } from './gemini-routes.js';
import { TranslatedStream, TranslatedWhole } from './translated.js';

/**
 * The plan of an OpenAI chat completion, translated to Gemini.
 *
 * @throws RequestError naming the field that cannot be carried
 */
export function chatPlan(
  body: unknown,
  options: {
    readonly target: GeminiTarget;
    readonly context: TranslationContext;
    readonly caller: Caller;
    readonly createdSeconds: number;
  },
): Plan {
  const { target, context, caller } = options;
  const request = chatToNeutral(body, context);
  const model = segment(request.model);
  if (model === undefined) throw new RequestError(['model'], 'is not the name of a model');
  const upstreamBody = Buffer.from(
    JSON.stringify(neutralToGemini(request, { model: request.model, dropped: context.dropped })),
  );
  const action = request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
  const call = { method: 'POST' as const, path: `/v1beta/models/${model}:${action}`, body: upstreamBody };
  const answer: ChatAnswerOptions = {
    id: context.newId('chatcmpl-'),
    createdSeconds: options.createdSeconds,
    model: request.model,
    signatures: context.signatures,
  };
  const headers: AnswerHeaders = { 'x-regrant-dropped': context.dropped.header() };
  return {
    request: (lease) => geminiRequest(call, target, lease),
    delivery: () =>
      request.stream
        ? new TranslatedStream(caller, headers, {
            reader: new GeminiReader({ newId: context.newId }),
            writer: new ChatStream({ ...answer, includeUsage: request.includeUsage }),
          })
        : new TranslatedWhole(caller, headers, (body) =>
            chatFromNeutral(geminiToNeutral(body, { newId: context.newId }), answer),
          ),
  };
}

/** The plan of OpenAI's list of models, or of one of them. */
export function modelsPlan(id: string | undefined, target: GeminiTarget, caller: Caller): Plan {
  const path = id === undefined ? '/v1beta/models?pageSize=1000' : `/v1beta/models/${id}`;
  return {
    request: (lease) => geminiRequest({ method: 'GET', path, body: null }, target, lease),
    delivery: () =>
      new TranslatedWhole(caller, {}, (body) =>
        id === undefined ? openAiModelList(body) : openAiModel(decodeURIComponent(id), body),
      ),
  };
}
