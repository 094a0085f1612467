import type { JsonSchema } from '../neutral/request.js';

/** `Blob` and `FileData`: media inside the request, or where the upstream finds it. */
export interface GeminiBlob {
  readonly mimeType: string;
  readonly data: string;
  readonly displayName?: string;
}
export interface GeminiFileData {
  readonly mimeType?: string;
  readonly fileUri: string;
}

/** `FunctionResponse.parts[]`: media that a tool answered with. */
export interface GeminiFunctionResponsePart {
  readonly inlineData?: GeminiBlob;
  readonly fileData?: GeminiFileData;
}

/** `Part`: exactly one kind of content, and what belongs to any kind. */
export interface GeminiPart {
  readonly text?: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly inlineData?: GeminiBlob;
  readonly fileData?: GeminiFileData;
  readonly mediaResolution?: { readonly level: string };
  readonly functionCall?: {
    readonly id?: string;
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
  };
  readonly functionResponse?: {
    readonly id?: string;
    readonly name: string;
    readonly response: Readonly<Record<string, unknown>>;
    readonly parts?: readonly GeminiFunctionResponsePart[];
  };
}

/** `Content`: one turn. */
export interface GeminiContent {
  readonly role?: 'user' | 'model';
  readonly parts: readonly GeminiPart[];
}

/** `FunctionDeclaration`, with the caller's schema as it came. */
export interface GeminiFunctionDeclaration {
  readonly name: string;
  readonly description?: string;
  readonly parametersJsonSchema?: JsonSchema;
}

/** `Tool`. */
export interface GeminiTool {
  readonly functionDeclarations?: readonly GeminiFunctionDeclaration[];
  readonly googleSearch?: { readonly excludeDomains?: readonly string[] };
}

/** `ThinkingConfig`. */
export interface GeminiThinkingConfig {
  readonly includeThoughts?: boolean;
  readonly thinkingBudget?: number;
  readonly thinkingLevel?: 'minimal' | 'low' | 'medium' | 'high';
}

/** `GenerationConfig`, the fields that any of our wires can ask for. */
export interface GeminiGenerationConfig {
  temperature?: number;
  topP?: number;
  topK?: number;
  maxOutputTokens?: number;
  stopSequences?: readonly string[];
  seed?: number;
  frequencyPenalty?: number;
  presencePenalty?: number;
  candidateCount?: number;
  responseLogprobs?: boolean;
  logprobs?: number;
  responseMimeType?: string;
  responseJsonSchema?: JsonSchema;
  responseModalities?: readonly string[];
  imageConfig?: { readonly aspectRatio?: string; readonly imageSize?: string };
  thinkingConfig?: GeminiThinkingConfig;
}

/**
 * Body of `generateContent` and `streamGenerateContent`.
 *
 * @see https://ai.google.dev/api/generate-content (read 2026-11-20); the same shape on Vertex AI
 */
export interface GeminiRequest {
  readonly contents: readonly GeminiContent[];
  readonly systemInstruction?: GeminiContent;
  readonly tools?: readonly GeminiTool[];
  readonly toolConfig?: {
    readonly functionCallingConfig: { readonly mode: string; readonly allowedFunctionNames?: readonly string[] };
  };
  readonly generationConfig?: GeminiGenerationConfig;
}
