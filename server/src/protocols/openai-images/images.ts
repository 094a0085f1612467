import { z } from 'zod';
import { geminiMajorVersion } from '../gemini/thinking-config.js';
import { isRecord } from '../neutral/parse-json.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralResponse } from '../neutral/response.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';
import { imageResolution, nearestAspectRatio, parseImageSize, type ImageSize } from './aspect-ratio.js';

const bodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  prompt: z.string().min(1),
  n: z.number().int().min(1).max(10).nullish(),
  size: z.string().nullish(),
  response_format: z.enum(['b64_json', 'url']).nullish(),
  output_format: z.enum(['png', 'jpeg', 'webp']).nullish(),
  stream: z.boolean().nullish(),
  user: z.string().nullish(),
});
const KNOWN = new Set(Object.keys(bodySchema.shape));

/** What was asked for, between OpenAI's form and Google's. */
export interface ImagesRequest {
  readonly model: string;
  readonly prompt: string;
  readonly count: number;
  readonly size: ImageSize | undefined;
  readonly session: string | undefined;
}

/**
 * Reads the body of `POST /v1/images/generations`.
 *
 * @throws RequestError also for `response_format: "url"` and streams: nothing is stored here that a URL could lead to
 */
export function parseImages(body: unknown, dropped: DroppedFields): ImagesRequest {
  const parsed = parseField(bodySchema, body, []);
  dropped.addUnknownKeys(parsed, KNOWN);
  if (parsed.response_format === 'url') {
    throw new RequestError(['response_format'], 'Pictures are answered as data only', { hint: 'Ask for b64_json.' });
  }
  if (parsed.stream) throw new RequestError(['stream'], 'Pictures cannot be streamed here');
  if (parsed.output_format && parsed.output_format !== 'png') dropped.add('output_format');
  const wanted = parsed.size === 'auto' ? undefined : (parsed.size ?? undefined);
  const size = wanted === undefined ? undefined : parseImageSize(wanted);
  if (wanted !== undefined && !size) throw new RequestError(['size'], 'Expected a size such as 1024x1536, or auto');
  return { model: parsed.model, prompt: parsed.prompt, count: parsed.n ?? 1, size, session: parsed.user ?? undefined };
}

/** One call, to be made `times` times. */
export interface ImagesCall {
  readonly method: 'generateContent' | 'predict';
  readonly body: object;
  readonly times: number;
}

/**
 * Writes the upstream's request. Imagen draws several at once (`predict`); Gemini's image models draw one per call.
 *
 * @param model  the model that will be asked, after mapping
 */
export function imagesToGemini(request: ImagesRequest, model: string): ImagesCall {
  const aspectRatio = request.size && nearestAspectRatio(request.size, model);
  if (model.startsWith('imagen')) {
    const parameters = { sampleCount: request.count, ...(aspectRatio ? { aspectRatio } : {}) };
    return { method: 'predict', body: { instances: [{ prompt: request.prompt }], parameters }, times: 1 };
  }
  const resolution = request.size && (geminiMajorVersion(model) ?? 0) >= 3 ? imageResolution(request.size) : undefined;
  const imageConfig = { ...(aspectRatio ? { aspectRatio } : {}), ...(resolution ? { imageSize: resolution } : {}) };
  return {
    method: 'generateContent',
    body: {
      contents: [{ role: 'user', parts: [{ text: request.prompt }] }],
      generationConfig: {
        responseModalities: ['TEXT', 'IMAGE'],
        ...(Object.keys(imageConfig).length > 0 ? { imageConfig } : {}),
      },
    },
    times: request.count,
  };
}

/** The answer of `POST /v1/images/generations`. */
export interface OpenAiImages {
  readonly created: number;
  readonly data: readonly { readonly b64_json: string }[];
  readonly output_format: 'png';
  readonly usage?: {
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly total_tokens: number;
    readonly input_tokens_details: { readonly text_tokens: number; readonly image_tokens: 0 };
  };
}

/**
 * Writes the answer from the answers of Gemini's image models.
 *
 * @param createdSeconds  unix seconds
 * @throws UpstreamAnswerError when no picture came, with what the model said instead
 */
export function imagesFromNeutral(responses: readonly NeutralResponse[], createdSeconds: number): OpenAiImages {
  const data = responses.flatMap((response) =>
    response.choices.flatMap((choice) =>
      choice.content.flatMap((part) =>
        part.type === 'media' && part.source.kind === 'base64' ? [{ b64_json: part.source.data }] : [],
      ),
    ),
  );
  const finish = responses[0]?.choices[0]?.finish;
  if (data.length === 0) throw noPicture(finish?.message ?? finish?.upstreamReason);
  const sum = (name: 'inputTokens' | 'outputTokens'): number =>
    responses.reduce((total, response) => total + (response.usage?.[name] ?? 0), 0);
  const input = sum('inputTokens');
  const output = sum('outputTokens');
  return {
    created: createdSeconds,
    data,
    output_format: 'png',
    usage: {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      input_tokens_details: { text_tokens: input, image_tokens: 0 },
    },
  };
}

/**
 * Writes the answer from Imagen's.
 *
 * @throws UpstreamAnswerError when no picture came
 */
export function imagesFromPredict(body: unknown, createdSeconds: number): OpenAiImages {
  const predictions = isRecord(body) && Array.isArray(body['predictions']) ? body['predictions'].filter(isRecord) : [];
  const data = predictions.flatMap(({ bytesBase64Encoded: picture }) =>
    typeof picture === 'string' ? [{ b64_json: picture }] : [],
  );
  const reason = predictions
    .map((prediction) => prediction['raiFilteredReason'])
    .find((text) => typeof text === 'string');
  if (data.length === 0) throw noPicture(typeof reason === 'string' ? reason : undefined);
  return { created: createdSeconds, data, output_format: 'png' };
}

/** A blocked prompt is the caller's to change; silence is the upstream's fault. */
function noPicture(reason: string | undefined): UpstreamAnswerError {
  return new UpstreamAnswerError({
    status: reason === undefined ? 502 : 400,
    code: reason === undefined ? 'upstream.invalid_answer' : 'content_policy_violation',
    detail: reason === undefined ? 'The model answered without a picture' : `The model drew no picture: ${reason}`,
    hint: 'Change the prompt, or send the request again.',
  });
}
