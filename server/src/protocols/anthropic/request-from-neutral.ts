import type { DroppedFields } from '../neutral/dropped-fields.js';
import { RequestError } from '../neutral/request-error.js';
import type { NeutralRequest, NeutralTool } from '../neutral/request.js';
import { claudeMessages } from './messages-from-neutral.js';
import type { AnthropicRequest, AnthropicRequestTool } from './request.js';
import { claudeThinking, type ClaudeThinking } from './thinking-config.js';
import { VERTEX_ANTHROPIC_VERSION } from './to-vertex.js';

/** What a request to Claude depends on beside the neutral request. */
export interface ToAnthropicOptions {
  /** The model that will be asked, after mapping. */
  readonly model: string;
  readonly dropped: DroppedFields;
}

/** Claude wants a limit; this is the one for callers who set none. */
const DEFAULT_MAX_TOKENS = 8_192;

/**
 * Writes a request for Claude on Vertex AI (`rawPredict`, `streamRawPredict`).
 *
 * @throws RequestError when something in it cannot be carried
 */
export function neutralToAnthropic(request: NeutralRequest, options: ToAnthropicOptions): AnthropicRequest {
  const { dropped, model } = options;
  nameDropped(request, dropped);
  const system = request.system.filter((part) => part.text !== '').map(({ text }) => ({ type: 'text', text }) as const);
  const turns = claudeMessages(request.messages, dropped);
  // Claude answers turns only: a conversation that is nothing but a system prompt is asked as the user's words.
  const systemOnly = turns.length === 0;
  if (systemOnly && system.length === 0) throw new RequestError(['messages'], 'There is no text to answer');
  const messages = systemOnly ? [{ role: 'user', content: system } as const] : turns;
  const thinking = thinkingFor(request, model, dropped);
  const tools = claudeTools(request);
  const limit = request.sampling.maxOutputTokens ?? DEFAULT_MAX_TOKENS;
  return {
    anthropic_version: VERTEX_ANTHROPIC_VERSION,
    max_tokens: Math.max(limit, thinking.budgetTokens > 0 ? thinking.budgetTokens + Math.min(limit, 1_024) : 1),
    messages,
    ...(request.stream ? { stream: true } : {}),
    ...(system.length > 0 && !systemOnly ? { system } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...toolChoice(request, tools.length > 0),
    ...(thinking.thinking ? { thinking: thinking.thinking } : {}),
    ...outputConfig(request, thinking, dropped),
    ...sampling(request, thinking.enabled, dropped),
  };
}

function nameDropped({ sampling }: NeutralRequest, dropped: DroppedFields): void {
  if (sampling.candidates !== undefined && sampling.candidates > 1) {
    throw new RequestError(['n'], 'This model gives one answer at a time');
  }
  if (sampling.seed !== undefined) dropped.add('seed');
  if (sampling.frequencyPenalty) dropped.add('frequency_penalty');
  if (sampling.presencePenalty) dropped.add('presence_penalty');
  if (sampling.topLogprobs !== undefined) dropped.add('logprobs');
}

/** Thinking cannot go with a forced tool: the tool is the harder demand. */
function thinkingFor(request: NeutralRequest, model: string, dropped: DroppedFields): ClaudeThinking {
  const thinking = claudeThinking(request.thinking, model);
  if (!thinking.enabled || request.toolChoice?.mode !== 'required') return thinking;
  dropped.add('thinking');
  return claudeThinking(undefined, model);
}

function claudeTools(request: NeutralRequest): AnthropicRequestTool[] {
  const names = request.toolChoice?.names;
  const offered = names?.length ? request.tools.filter((tool) => names.includes(tool.name)) : request.tools;
  const tools: AnthropicRequestTool[] = offered.map(claudeTool);
  if (request.webSearch) {
    const { allowedDomains, blockedDomains, maxUses } = request.webSearch;
    tools.push({
      type: 'web_search_20250305',
      name: 'web_search',
      ...(allowedDomains?.length ? { allowed_domains: allowedDomains } : {}),
      ...(blockedDomains?.length ? { blocked_domains: blockedDomains } : {}),
      ...(maxUses === undefined ? {} : { max_uses: maxUses }),
    });
  }
  return tools;
}

/** Claude wants an object schema, also for a tool without parameters. */
function claudeTool({ name, description, parameters }: NeutralTool): AnthropicRequestTool {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    input_schema: parameters?.['type'] === 'object' ? parameters : { type: 'object', properties: {}, ...parameters },
  };
}

function toolChoice(request: NeutralRequest, offered: boolean): Pick<AnthropicRequest, 'tool_choice'> {
  if (!offered) return {};
  const single = request.parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  const choice = request.toolChoice;
  if (choice?.mode === 'none') return { tool_choice: { type: 'none' } };
  if (choice?.mode === 'required') {
    const [name, ...more] = choice.names ?? [];
    // Several names: only those tools are offered, and any of them will do.
    return {
      tool_choice:
        name !== undefined && more.length === 0 ? { type: 'tool', name, ...single } : { type: 'any', ...single },
    };
  }
  return choice || request.parallelToolCalls === false ? { tool_choice: { type: 'auto', ...single } } : {};
}

function outputConfig(
  request: NeutralRequest,
  thinking: ClaudeThinking,
  dropped: DroppedFields,
): Pick<AnthropicRequest, 'output_config'> {
  const format = request.responseFormat;
  const schema = format?.type === 'json' ? format.schema : undefined;
  if (format?.type === 'json' && !schema) dropped.add('response_format');
  const config = {
    ...(thinking.effort === undefined ? {} : { effort: thinking.effort }),
    ...(schema ? { format: { type: 'json_schema', schema } } : {}),
  };
  return Object.keys(config).length > 0 ? { output_config: config } : {};
}

/** Claude's temperature ends at 1; newer models take one of temperature and top_p; thinking models take neither. */
function sampling(
  { sampling: { temperature, topP, topK, stopSequences } }: NeutralRequest,
  thinks: boolean,
  dropped: DroppedFields,
): Pick<AnthropicRequest, 'temperature' | 'top_p' | 'top_k' | 'stop_sequences'> {
  const written: { temperature?: number; top_p?: number; top_k?: number; stop_sequences?: readonly string[] } = {};
  if (stopSequences?.length) written.stop_sequences = stopSequences;
  if (thinks) {
    if (temperature !== undefined && temperature !== 1) dropped.add('temperature');
    if (topP !== undefined && topP !== 1) dropped.add('top_p');
    if (topK !== undefined) dropped.add('top_k');
    return written;
  }
  if (temperature !== undefined) written.temperature = Math.min(1, temperature);
  if (temperature !== undefined && temperature > 1) dropped.add('temperature');
  if (topP !== undefined && temperature === undefined) written.top_p = topP;
  else if (topP !== undefined && topP !== 1) dropped.add('top_p');
  if (topK !== undefined) written.top_k = topK;
  return written;
}
