import type { DroppedFields } from '../neutral/dropped-fields.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest, NeutralTool, ToolChoice } from '../neutral/request.js';
import { geminiContents } from './contents.js';
import { geminiGenerationConfig } from './generation-config.js';
import type { ToGeminiOptions } from './options.js';
import type { GeminiContent, GeminiFunctionDeclaration, GeminiRequest, GeminiTool } from './request.js';

/**
 * Writes a request for `generateContent` or `streamGenerateContent`, on the Gemini API or Vertex AI.
 *
 * @throws RequestError when something in it cannot be carried
 */
export function neutralToGemini(request: NeutralRequest, options: ToGeminiOptions): GeminiRequest {
  const { dropped } = options;
  const messages = geminiContents(request.messages, options);
  const system = request.system.filter((part) => part.text !== '').map((part) => ({ text: part.text }));
  // Gemini answers turns only: a conversation that is nothing but a system prompt is asked as the user's words.
  const systemOnly = messages.length === 0;
  if (systemOnly && system.length === 0) throw new RequestError(['messages'], 'There is no text to answer');
  const contents: GeminiContent[] = systemOnly ? [{ role: 'user', parts: system }] : messages;
  const tools = geminiTools(request, dropped);
  const generationConfig = geminiGenerationConfig(request, options);
  const callsAllowed = request.tools.length > 0;
  if (request.parallelToolCalls === false && callsAllowed) dropped.add('parallel_tool_calls');
  return {
    contents,
    ...(system.length > 0 && !systemOnly ? { systemInstruction: { parts: system } } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...(callsAllowed && request.toolChoice ? { toolConfig: toolConfig(request.toolChoice) } : {}),
    ...(Object.keys(generationConfig).length > 0 ? { generationConfig } : {}),
  };
}

function geminiTools(request: NeutralRequest, dropped: DroppedFields): GeminiTool[] {
  const tools: GeminiTool[] = [];
  if (request.tools.length > 0) tools.push({ functionDeclarations: request.tools.map(declaration) });
  // Beside functions, Google's search is refused by most models: the functions are what the caller waits for.
  if (request.webSearch && tools.length > 0) dropped.add('web_search');
  else if (request.webSearch) {
    const { allowedDomains, blockedDomains, maxUses } = request.webSearch;
    // Google Search takes excluded domains on Vertex AI only, and no list of allowed ones.
    if (allowedDomains?.length) dropped.add('web_search.allowed_domains');
    if (blockedDomains?.length) dropped.add('web_search.blocked_domains');
    if (maxUses !== undefined) dropped.add('web_search.max_uses');
    tools.push({ googleSearch: {} });
  }
  return tools;
}

/** The schema goes as `parametersJsonSchema`, untouched: rewriting it to Gemini's older dialect loses `$ref`, `const`, … */
function declaration(tool: NeutralTool): GeminiFunctionDeclaration {
  return {
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    ...(tool.parameters === undefined ? {} : { parametersJsonSchema: tool.parameters }),
  };
}

/**
 * @see https://ai.google.dev/api/caching#FunctionCallingConfig (read 2026-11-20): names narrow ANY and VALIDATED only;
 * VALIDATED lets the model choose between words and one of those calls
 */
function toolConfig(choice: ToolChoice): NonNullable<GeminiRequest['toolConfig']> {
  const named = choice.names && choice.names.length > 0;
  const mode = { auto: named ? 'VALIDATED' : 'AUTO', required: 'ANY', none: 'NONE' }[choice.mode];
  return {
    functionCallingConfig: { mode, ...(named ? { allowedFunctionNames: choice.names } : {}) },
  };
}
