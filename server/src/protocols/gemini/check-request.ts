import { MAX_DEPTH } from '../neutral/parse-field.js';
import { generationConfig, safetySetting, tool, toolConfig } from './check-config.js';
import { embedded, instruction, turn } from './check-content.js';
import {
  count,
  fieldOf,
  flag,
  listOf,
  mapOf,
  messageOf,
  missing,
  object,
  requires,
  text,
  word,
  type Check,
  type FieldProblem,
} from './check-field.js';

const contents = listOf(turn);
const generation = {
  model: text,
  contents,
  systemInstruction: instruction,
  tools: listOf(tool),
  toolConfig,
  safetySettings: listOf(safetySetting),
  generationConfig,
  cachedContent: text,
  store: flag,
  serviceTier: word,
  labels: mapOf(text),
};

const NO_CONTENTS = missing('contents');
const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

const generateContent = messageOf(generation, (request) =>
  isEmpty(fieldOf(request, 'contents', 'contents')) && fieldOf(request, 'cachedContent', 'cached_content') === undefined
    ? NO_CONTENTS
    : undefined,
);

/** The Gemini API counts turns or a whole request, Vertex AI turns or the instances of a prediction. */
const countTokens = messageOf(
  { ...generation, generateContentRequest: messageOf(generation), instances: listOf(object) },
  (request) =>
    isEmpty(fieldOf(request, 'contents', 'contents')) &&
    fieldOf(request, 'generateContentRequest', 'generate_content_request') === undefined &&
    fieldOf(request, 'instances', 'instances') === undefined
      ? NO_CONTENTS
      : undefined,
);

const embedding = { model: text, content: embedded, taskType: word, title: text, outputDimensionality: count };

/** What each method takes, on the Gemini API and on Vertex AI alike. */
const METHODS: Readonly<Record<string, Check | undefined>> = {
  generateContent,
  streamGenerateContent: generateContent,
  countTokens,
  computeTokens: messageOf({ model: text, contents, instances: listOf(object) }),
  embedContent: messageOf(embedding, requires('content')),
  batchEmbedContents: messageOf(
    { requests: listOf(messageOf(embedding, requires('model', 'content'))) },
    requires('requests'),
  ),
  predict: messageOf({ parameters: object }, requires('instances')),
};

const TOO_DEEP: FieldProblem = { path: [], message: `Nested deeper than ${MAX_DEPTH} levels` };

/**
 * Looks for what Google would certainly refuse in a request that is passed on, so that it is refused here, with the
 * field's name and without a call. It never says that a request is right: unknown fields, words and roles' meanings are
 * Google's to judge, since they grow; what protobuf's JSON reads in two ways (`systemInstruction` or `system_instruction`,
 * `7` or `"7"`, one object for a list of one) is taken in both.
 *
 * @param method  behind the colon in the address
 * @param body  parsed JSON
 * @returns the first problem, in the order in which the body has its fields; undefined when there is none
 * @see https://ai.google.dev/api/generate-content, https://ai.google.dev/api/embeddings,
 *      https://docs.cloud.google.com/vertex-ai/generative-ai/docs/reference/rest (read 2026-11-20)
 */
export function checkGeminiRequest(method: string, body: unknown): FieldProblem | undefined {
  if (isDeeper(body, MAX_DEPTH)) return TOO_DEEP;
  return METHODS[method]?.(body);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) {
    const held = (value as Record<string, unknown>)[key];
    if (typeof held === 'object' && held !== null && isDeeper(held, levels - 1)) return true;
  }
  return false;
}
