import { z } from 'zod';
import { invalidArgument } from './gemini-error.js';

/**
 * The request bodies the stand-in understands. Like Google it refuses a name it does not know, so that a translator
 * which sends a field to the wrong place fails here and not first in front of a user. Only camelCase is taken.
 */
/** Either alphabet, with padding or without. */
const bytes = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'Base64 decoding failed')
  .refine((data) => data.replace(/=+$/, '').length % 4 !== 1, 'Base64 decoding failed');
const blob = z.strictObject({ mimeType: z.string().min(1), data: bytes, displayName: z.string().optional() });
const struct = z.record(z.string(), z.unknown());

const functionResponse = z.strictObject({
  id: z.string().optional(),
  name: z.string().min(1),
  response: struct,
  parts: z.array(z.looseObject({})).optional(),
  willContinue: z.boolean().optional(),
  scheduling: z.string().optional(),
});

const part = z.strictObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: bytes.optional(),
  inlineData: blob.optional(),
  fileData: z.strictObject({ mimeType: z.string().optional(), fileUri: z.string().min(1) }).optional(),
  functionCall: z
    .strictObject({ id: z.string().optional(), name: z.string().min(1), args: struct.optional() })
    .optional(),
  functionResponse: functionResponse.optional(),
  executableCode: struct.optional(),
  codeExecutionResult: struct.optional(),
  videoMetadata: struct.optional(),
  mediaResolution: z.unknown().optional(),
  partMetadata: struct.optional(),
});

const content = z.strictObject({ role: z.enum(['user', 'model', 'function']).optional(), parts: z.array(part).min(1) });

const functionDeclaration = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z_][\w.:-]{0,127}$/),
    description: z.string().optional(),
    behavior: z.string().optional(),
    parameters: struct.optional(),
    parametersJsonSchema: z.unknown().optional(),
    response: struct.optional(),
    responseJsonSchema: z.unknown().optional(),
  })
  .refine((tool) => tool.parameters === undefined || tool.parametersJsonSchema === undefined, {
    message: 'parameters and parametersJsonSchema are mutually exclusive',
  });

const tool = z.strictObject({
  functionDeclarations: z.array(functionDeclaration).optional(),
  googleSearch: struct.optional(),
  googleSearchRetrieval: struct.optional(),
  googleMaps: struct.optional(),
  codeExecution: struct.optional(),
  urlContext: struct.optional(),
  computerUse: struct.optional(),
  fileSearch: struct.optional(),
});

const generationConfig = z.strictObject({
  candidateCount: z.int32().min(1).max(8).optional(),
  stopSequences: z.array(z.string()).max(5).optional(),
  maxOutputTokens: z.int32().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.number().min(1).optional(),
  seed: z.int32().optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  responseLogprobs: z.boolean().optional(),
  logprobs: z.int32().optional(),
  responseMimeType: z.enum(['text/plain', 'application/json', 'text/x.enum']).optional(),
  responseSchema: struct.optional(),
  responseJsonSchema: z.unknown().optional(),
  responseModalities: z.array(z.string()).optional(),
  mediaResolution: z.string().optional(),
  speechConfig: struct.optional(),
  imageConfig: struct.optional(),
  enableEnhancedCivicAnswers: z.boolean().optional(),
  thinkingConfig: z
    .strictObject({
      includeThoughts: z.boolean().optional(),
      thinkingBudget: z.int32().optional(),
      thinkingLevel: z.string().optional(),
    })
    .optional(),
});

const toolConfig = z.strictObject({
  functionCallingConfig: z
    .strictObject({
      mode: z.enum(['MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', 'VALIDATED']).optional(),
      allowedFunctionNames: z.array(z.string()).optional(),
    })
    .optional(),
  retrievalConfig: struct.optional(),
});

const generateContent = z.strictObject({
  model: z.string().optional(),
  contents: z.array(content).min(1),
  systemInstruction: content.optional(),
  tools: z.array(tool).optional(),
  toolConfig: toolConfig.optional(),
  safetySettings: z
    .array(z.strictObject({ category: z.string(), threshold: z.string(), method: z.string().optional() }))
    .optional(),
  generationConfig: generationConfig.optional(),
  cachedContent: z.string().optional(),
  store: z.boolean().optional(),
  serviceTier: z.string().optional(),
});

/** Vertex AI's: every turn says whose it is, and labels go on the bill. */
const vertexGenerateContent = generateContent.extend({
  contents: z.array(content.extend({ role: z.enum(['user', 'model']) })).min(1),
  labels: z.record(z.string(), z.string()).optional(),
});

const vertexCountTokens = vertexGenerateContent
  .pick({ contents: true, systemInstruction: true, tools: true, generationConfig: true, model: true })
  .extend({ instances: z.array(z.unknown()).optional() });

const countTokens = z
  .strictObject({
    contents: z.array(content).optional(),
    generateContentRequest: generateContent.extend({ model: z.string() }).optional(),
  })
  .refine((body) => (body.contents === undefined) !== (body.generateContentRequest === undefined), {
    message: 'give either contents or generateContentRequest',
  });

const embedContent = z.strictObject({
  model: z.string().optional(),
  content,
  taskType: z.string().optional(),
  title: z.string().optional(),
  outputDimensionality: z.int().min(1).max(3_072).optional(),
  autoTruncate: z.boolean().optional(),
});

const batchEmbedContents = z.strictObject({
  requests: z
    .array(embedContent.extend({ model: z.string() }))
    .min(1)
    .max(100),
});

/** Vertex AI embeds by its older method for predictions. */
const predict = z.strictObject({
  instances: z
    .array(
      z.strictObject({
        content: z.string().min(1),
        title: z.string().optional(),
        task_type: z.string().optional(),
        mimeType: z.string().optional(),
      }),
    )
    .min(1),
  parameters: z
    .strictObject({
      outputDimensionality: z.int().min(1).max(3_072).optional(),
      autoTruncate: z.boolean().optional(),
    })
    .optional(),
});

export const GEMINI_BODIES = { generateContent, countTokens, embedContent, batchEmbedContents } as const;
export const VERTEX_BODIES = {
  generateContent: vertexGenerateContent,
  countTokens: vertexCountTokens,
  predict,
} as const;

export type GeminiPart = z.infer<typeof part>;
export type GeminiContent = z.infer<typeof content>;
export type GenerateContentRequest = z.infer<typeof generateContent>;
export type FunctionDeclaration = z.infer<typeof functionDeclaration>;
export type EmbedContentRequest = z.infer<typeof embedContent>;

/** Parses a body or throws the 400 that Google would answer. */
export function parseGeminiBody<T>(schema: z.ZodType<T>, bytes: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    throw Object.assign(invalidArgument('Invalid JSON payload received. Unable to parse the body.'), { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidArgument(result.error.issues.map(inGoogleWords).join('\n'));
}

function inGoogleWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const field = where.replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => `Invalid JSON payload received. Unknown name "${key}" at '${field}': Cannot find field.`)
      .join('\n');
  }
  return `Invalid value at '${field}': ${issue.message}`;
}
