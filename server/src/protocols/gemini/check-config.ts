import {
  count,
  flag,
  integer,
  listOf,
  mapOf,
  messageOf,
  number,
  object,
  requires,
  text,
  word,
  type Check,
} from './check-field.js';

/** Google's own dialect of schemas; JSON Schema proper (`…JsonSchema`) is not looked at. */
const schema: Check = (value) => schemaMessage(value);
const schemaMessage = messageOf({
  type: word,
  format: text,
  title: text,
  description: text,
  nullable: flag,
  enum: listOf(text),
  items: schema,
  properties: mapOf(schema),
  required: listOf(text),
  propertyOrdering: listOf(text),
  anyOf: listOf(schema),
  pattern: text,
  minimum: number,
  maximum: number,
  minItems: integer,
  maxItems: integer,
  minLength: integer,
  maxLength: integer,
  minProperties: integer,
  maxProperties: integer,
});

/** @see https://ai.google.dev/api/generate-content#GenerationConfig (read 2026-11-20) */
export const generationConfig = messageOf({
  candidateCount: count,
  stopSequences: listOf(text),
  maxOutputTokens: count,
  temperature: number,
  topP: number,
  topK: number,
  seed: integer,
  presencePenalty: number,
  frequencyPenalty: number,
  responseLogprobs: flag,
  logprobs: integer,
  responseMimeType: text,
  responseSchema: schema,
  responseModalities: listOf(word),
  mediaResolution: word,
  speechConfig: object,
  imageConfig: object,
  routingConfig: object,
  enableEnhancedCivicAnswers: flag,
  thinkingConfig: messageOf({ includeThoughts: flag, thinkingBudget: integer, thinkingLevel: word }),
});

const functionDeclaration = messageOf(
  { name: text, description: text, behavior: word, parameters: schema, response: schema },
  requires('name'),
);

/** @see https://ai.google.dev/api/caching#Tool (read 2026-11-20) */
export const tool = messageOf({
  functionDeclarations: listOf(functionDeclaration),
  googleSearch: object,
  googleSearchRetrieval: object,
  googleMaps: object,
  codeExecution: object,
  urlContext: object,
  computerUse: object,
  fileSearch: object,
  retrieval: object,
  enterpriseWebSearch: object,
});

/** @see https://ai.google.dev/api/caching#ToolConfig (read 2026-11-20) */
export const toolConfig = messageOf({
  functionCallingConfig: messageOf({ mode: word, allowedFunctionNames: listOf(text) }),
  retrievalConfig: object,
});

export const safetySetting = messageOf({ category: word, threshold: word, method: word });
