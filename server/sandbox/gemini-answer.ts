import { createHash } from 'node:crypto';
import type { FunctionDeclaration, GeminiContent, GeminiPart, GenerateContentRequest } from './gemini-request.js';
import { sampleOf } from './gemini-sample.js';

export type FinishReason = 'STOP' | 'MAX_TOKENS';

/** A whole answer, decided before the first byte goes out; a stream sends the same parts in pieces. */
export interface GeminiAnswer {
  readonly parts: readonly GeminiPart[];
  readonly finishReason: FinishReason;
  readonly usage: GeminiUsage;
}

export interface GeminiUsage {
  readonly promptTokenCount: number;
  readonly candidatesTokenCount: number;
  readonly totalTokenCount: number;
  readonly thoughtsTokenCount?: number;
}

const TOKENS_PER_IMAGE = 258;
const CHARACTERS_PER_TOKEN = 4;
/** The smallest picture there is. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Decides what the model says: a tool call, the outcome of one, JSON, or the caller's words again. */
export function planAnswer(model: string, request: GenerateContentRequest): GeminiAnswer {
  const thinks = thinking(model, request);
  const calls = plannedCalls(model, request);
  const spoken = calls.length > 0 ? { parts: calls, finishReason: 'STOP' as const } : spokenAnswer(request);
  const thought: GeminiPart[] = thinks.shown ? [{ text: 'I repeat what I was told.', thought: true }] : [];
  const signature = thinks.shown || calls[0]?.thoughtSignature ? signatureOf(model, request) : undefined;
  const parts = [...thought, ...withSignature(spoken.parts, signature)];

  const promptTokenCount = countPromptTokens(request);
  const candidatesTokenCount = countTokensOfParts(spoken.parts);
  const thoughtsTokenCount = thinks.active ? 12 : 0;
  return {
    parts,
    finishReason: spoken.finishReason,
    usage: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount + thoughtsTokenCount,
      ...(thinks.active && { thoughtsTokenCount }),
    },
  };
}

/** Tokens of everything the caller sent: about four characters each, and a fixed number per image. */
export function countPromptTokens(
  request: Pick<GenerateContentRequest, 'contents' | 'systemInstruction' | 'tools'>,
): number {
  const contents = [...request.contents, ...(request.systemInstruction ? [request.systemInstruction] : [])];
  const tools = request.tools ? Math.ceil(JSON.stringify(request.tools).length / CHARACTERS_PER_TOKEN) : 0;
  return contents.reduce((sum, content) => sum + countTokensOfParts(content.parts), tools);
}

function countTokensOfParts(parts: readonly GeminiPart[]): number {
  return parts.reduce((sum, part) => {
    if (part.inlineData || part.fileData) return sum + TOKENS_PER_IMAGE;
    const text = part.text ?? JSON.stringify(part.functionCall ?? part.functionResponse ?? '');
    return sum + Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  }, 0);
}

function lastContent(request: GenerateContentRequest): GeminiContent {
  return request.contents[request.contents.length - 1] ?? { parts: [] };
}

function textOf(content: GeminiContent): string {
  return content.parts
    .filter((part) => part.text !== undefined && !part.thought)
    .map((part) => part.text)
    .join(' ');
}

function thinking(
  model: string,
  request: GenerateContentRequest,
): { readonly active: boolean; readonly shown: boolean } {
  const config = request.generationConfig?.thinkingConfig;
  const switchedOff = config?.thinkingBudget === 0 || (config === undefined && model.endsWith('-lite'));
  return { active: !switchedOff, shown: !switchedOff && config?.includeThoughts === true };
}

/** Every tool that the caller names is called, all in one turn. */
function plannedCalls(model: string, request: GenerateContentRequest): GeminiPart[] {
  const config = request.toolConfig?.functionCallingConfig;
  const declared = (request.tools ?? []).flatMap((tool) => tool.functionDeclarations ?? []);
  const allowed = config?.allowedFunctionNames;
  const candidates = allowed ? declared.filter(({ name }) => allowed.includes(name)) : declared;
  const last = lastContent(request);
  if (config?.mode === 'NONE' || last.parts.some((part) => part.functionResponse)) return [];
  const text = textOf(last);
  const named = candidates.filter(({ name }) => mentions(text, name));
  const chosen = named.length > 0 ? named : unnamedChoice(candidates, text, config?.mode);
  const isThird = model.startsWith('gemini-3');
  return chosen.map(({ name, parametersJsonSchema, parameters }, index) => ({
    // The third generation names its calls, and wants the signature of the first back with it; the second does neither.
    functionCall: {
      ...(isThird && { id: digest(text, name).slice(0, 8) }),
      name,
      args: asObject(sampleOf(parametersJsonSchema ?? parameters ?? { type: 'object' }, text)),
    },
    ...(isThird && index === 0 && { thoughtSignature: signatureOf(model, request) }),
  }));
}

function unnamedChoice(
  candidates: readonly FunctionDeclaration[],
  text: string,
  mode: string | undefined,
): readonly FunctionDeclaration[] {
  const isAsked = mode === 'ANY' || /\b(?:use|call|run)\b.*\b(?:tools?|functions?)\b/i.test(text);
  return isAsked ? candidates.slice(0, 1) : [];
}

function mentions(text: string, name: string): boolean {
  const plain = (value: string) => value.toLowerCase().replace(/[_.:-]+/g, ' ');
  return plain(text).includes(plain(name));
}

function spokenAnswer(request: GenerateContentRequest): Pick<GeminiAnswer, 'parts' | 'finishReason'> {
  const config = request.generationConfig;
  if (config?.responseModalities?.includes('IMAGE')) {
    const picture = { inlineData: { mimeType: 'image/png', data: PIXEL } };
    return { parts: [{ text: 'A picture of what was said.' }, picture], finishReason: 'STOP' };
  }
  const whole = config?.responseMimeType === 'application/json' ? jsonAnswer(request) : sentence(lastContent(request));
  const stopped = cutAtStop(whole, config?.stopSequences ?? []);
  const limit = config?.maxOutputTokens === undefined ? Infinity : config.maxOutputTokens * CHARACTERS_PER_TOKEN;
  const isCut = stopped.length > limit;
  return { parts: [{ text: isCut ? stopped.slice(0, limit) : stopped }], finishReason: isCut ? 'MAX_TOKENS' : 'STOP' };
}

function jsonAnswer(request: GenerateContentRequest): string {
  const text = textOf(lastContent(request));
  const schema = request.generationConfig?.responseJsonSchema ?? request.generationConfig?.responseSchema;
  return JSON.stringify(schema === undefined ? { said: text } : sampleOf(schema, text));
}

function sentence(content: GeminiContent): string {
  const results = content.parts.flatMap(({ functionResponse }) => functionResponse ?? []);
  const outcomes = results.map(({ name, response }) => `The tool ${name} answered: ${JSON.stringify(response)}.`);
  const seen = content.parts.flatMap(({ inlineData }) =>
    inlineData ? `${inlineData.mimeType} of ${Buffer.byteLength(inlineData.data, 'base64')} bytes` : [],
  );
  const text = textOf(content);
  return [
    ...outcomes,
    ...(text === '' ? [] : [`You said: ${text}`]),
    ...(seen.length === 0 ? [] : [`I see ${seen.join(' and ')}.`]),
  ].join(' ');
}

function cutAtStop(text: string, stopSequences: readonly string[]): string {
  const ends = stopSequences.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

/** The signature rides on the first part that is not a thought. */
function withSignature(parts: readonly GeminiPart[], thoughtSignature: string | undefined): GeminiPart[] {
  return parts.map((part, index) => (index === 0 && thoughtSignature ? { ...part, thoughtSignature } : part));
}

function signatureOf(model: string, request: GenerateContentRequest): string {
  return Buffer.from(`sandbox:${digest(model, JSON.stringify(request.contents))}`).toString('base64');
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex');
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
