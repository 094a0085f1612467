import { z } from 'zod';
import { isRecord } from '../neutral/parse-json.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import { RequestError } from '../neutral/request-error.js';
import { UpstreamAnswerError } from '../neutral/upstream-answer-error.js';

/** @see https://platform.openai.com/docs/api-reference/embeddings/create (read 2026-11-20): at most 2048 inputs */
const MAX_INPUTS = 2048;

const bodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  input: z.union([z.string().min(1), z.array(z.unknown()).min(1)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.number().int().positive().nullish(),
  user: z.string().nullish(),
});
const KNOWN = new Set(Object.keys(bodySchema.shape));

/** What was asked for, between OpenAI's form and Gemini's. */
export interface EmbeddingsRequest {
  readonly model: string;
  readonly inputs: readonly string[];
  readonly encoding: 'float' | 'base64';
  readonly dimensions: number | undefined;
  readonly session: string | undefined;
}

/**
 * Reads the body of `POST /v1/embeddings`.
 *
 * @throws RequestError also for lists of token numbers: they are OpenAI's tokens, and mean nothing to another model
 */
export function parseEmbeddings(body: unknown, dropped: DroppedFields): EmbeddingsRequest {
  const parsed = parseField(bodySchema, body, []);
  dropped.addUnknownKeys(parsed, KNOWN);
  const list = typeof parsed.input === 'string' ? [parsed.input] : parsed.input;
  if (list.length > MAX_INPUTS) throw new RequestError(['input'], `At most ${MAX_INPUTS} inputs are possible`);
  const inputs = list.map((entry, index) => {
    if (typeof entry === 'string' && entry !== '') return entry;
    const path = typeof parsed.input === 'string' ? ['input'] : ['input', index];
    const tokens = typeof entry === 'number' || Array.isArray(entry);
    throw new RequestError(
      path,
      tokens ? 'Token numbers cannot be carried to this model; send the text' : 'Expected a text',
    );
  });
  return {
    model: parsed.model,
    inputs,
    encoding: parsed.encoding_format ?? 'float',
    dimensions: parsed.dimensions ?? undefined,
    session: parsed.user ?? undefined,
  };
}

/**
 * Writes a request for `batchEmbedContents`.
 *
 * @param model  the model that will be asked, after mapping
 * @see https://ai.google.dev/api/embeddings (read 2026-11-20)
 */
export function embeddingsToGemini(request: EmbeddingsRequest, model: string): object {
  const name = `models/${model}`;
  return {
    requests: request.inputs.map((text) => ({
      model: name,
      content: { parts: [{ text }] },
      ...(request.dimensions === undefined ? {} : { outputDimensionality: request.dimensions }),
    })),
  };
}

/** The answer of `POST /v1/embeddings`. */
export interface OpenAiEmbeddings {
  readonly object: 'list';
  readonly data: readonly {
    readonly object: 'embedding';
    readonly index: number;
    readonly embedding: readonly number[] | string;
  }[];
  readonly model: string;
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}

const answerSchema = z.looseObject({
  embeddings: z.array(z.looseObject({ values: z.array(z.number()) })),
});

/**
 * Writes the answer from `batchEmbedContents`' own.
 *
 * @param answeredModel  the model's name as the caller asked for it
 * @throws UpstreamAnswerError when it is none, or has not one vector per input
 */
export function embeddingsFromGemini(
  body: unknown,
  request: EmbeddingsRequest,
  answeredModel: string,
): OpenAiEmbeddings {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success || parsed.data.embeddings.length !== request.inputs.length) {
    throw new UpstreamAnswerError({
      status: 502,
      code: 'upstream.invalid_answer',
      detail: 'The upstream did not answer with one vector for each input',
      hint: 'Send the request again.',
    });
  }
  const tokens = promptTokens(body);
  return {
    object: 'list',
    data: parsed.data.embeddings.map(({ values }, index) => ({
      object: 'embedding',
      index,
      embedding: request.encoding === 'base64' ? toBase64(values) : values,
    })),
    model: answeredModel,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** Newer models count; older ones say nothing, which is 0 here. */
function promptTokens(body: unknown): number {
  const usage = isRecord(body) ? body['usageMetadata'] : undefined;
  const count = isRecord(usage) ? usage['promptTokenCount'] : undefined;
  return typeof count === 'number' && count >= 0 ? count : 0;
}

/** 32-bit floats, little-endian, as the OpenAI SDKs decode them. */
function toBase64(values: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
