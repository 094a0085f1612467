import { isRecord } from '../../protocols/neutral/parse-json.js';
import { RequestError } from '../../protocols/neutral/request-error.js';
import {
  embeddingsFromGemini,
  embeddingsToGemini,
  parseEmbeddings,
  type EmbeddingsRequest,
} from '../../protocols/openai-embeddings/embeddings.js';
import {
  imagesFromNeutral,
  imagesFromPredict,
  imagesToGemini,
  parseImages,
} from '../../protocols/openai-images/images.js';
import type { Ask } from '../exchange.js';
import { modelSegment } from '../model-name.js';
import { jsonBody } from '../providers/provider.js';
import type { ApiCall } from '../providers/upstream-api.js';
import type { GeminiProvider } from '../providers/gemini-provider.js';
import { sessionNamed } from '../session-key.js';
import { conversationContext, newId, requestMaker, type Route, type RouteTools } from './route-tools.js';

/** What Google takes in one batch. @see https://ai.google.dev/gemini-api/docs/embeddings (read 2026-11) */
const BATCH = 100;

/** `POST /v1/embeddings`: in as many batches as it takes. */
export const embeddingsRoute: Route = (tools) => {
  const { dropped } = conversationContext(tools);
  const request = parseEmbeddings(tools.request.json, dropped);
  // Vertex AI has no batches of embeddings: the Gemini API serves them whatever a rule says.
  const { model } = geminiOnly(tools, request.model);
  const provider = tools.providers.gemini;
  const name = modelSegment(model);
  const batches = Array.from({ length: Math.ceil(request.inputs.length / BATCH) }, (_, index): EmbeddingsRequest => ({
    ...request,
    inputs: request.inputs.slice(index * BATCH, (index + 1) * BATCH),
  }));
  return {
    asks: batches.map((batch) =>
      ask(tools, provider, {
        call: provider.call(name, 'batchEmbedContents', jsonBody(embeddingsToGemini(batch, model))),
        model,
        session: request.session,
      }),
    ),
    dropped,
    headers: { 'x-regrant-dropped': dropped.header() },
    answer: (bodies) => embeddingsFromGemini(joined(bodies), request, request.model),
  };
};

/** `POST /v1/images/generations`. */
export const imagesRoute: Route = (tools) => {
  const { dropped, nowSeconds } = conversationContext(tools);
  const request = parseImages(tools.request.json, dropped);
  const { model, provider } = geminiOnly(tools, request.model);
  const { method, body, times } = imagesToGemini(request, model);
  const call = provider.call(modelSegment(model), method, jsonBody(body));
  return {
    asks: Array.from({ length: times }, () => ask(tools, provider, { call, model, session: request.session })),
    dropped,
    headers: { 'x-regrant-dropped': dropped.header() },
    answer: (bodies) =>
      method === 'predict'
        ? imagesFromPredict(bodies[0], nowSeconds)
        : imagesFromNeutral(
            bodies.map((answer) => provider.whole(answer, newId)),
            nowSeconds,
          ),
  };
};

function geminiOnly(
  { providers }: RouteTools,
  asked: string,
): { readonly model: string; readonly provider: GeminiProvider } {
  const served = providers.serve(asked);
  if (served.family === 'gemini') return served;
  throw new RequestError(['model'], 'This model answers in words only', { hint: 'Ask for a model of Google’s.' });
}

function ask(
  tools: RouteTools,
  provider: GeminiProvider,
  { call, model, session }: { readonly call: ApiCall; readonly model: string; readonly session: string | undefined },
): Ask {
  return {
    model,
    session: session === undefined ? null : sessionNamed(session),
    passesRefusals: false,
    request: requestMaker(tools, provider, call),
  };
}

/** The answers of all batches as if they were one. */
function joined(bodies: readonly unknown[]): unknown {
  const vectors = bodies.flatMap((body): unknown[] =>
    isRecord(body) && Array.isArray(body['embeddings']) ? body['embeddings'] : [],
  );
  const tokens = bodies.reduce<number>((sum, body) => sum + promptTokens(body), 0);
  return { embeddings: vectors, usageMetadata: { promptTokenCount: tokens } };
}

function promptTokens(body: unknown): number {
  const usage = isRecord(body) ? body['usageMetadata'] : undefined;
  const count = isRecord(usage) ? usage['promptTokenCount'] : undefined;
  return typeof count === 'number' ? count : 0;
}
