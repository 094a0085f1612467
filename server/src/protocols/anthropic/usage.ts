import type { Usage } from '../../core/usage/usage.js';
import { isRecord } from '../neutral/parse-json.js';
import type { AnthropicUsage } from './answer.js';

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, thoughtTokens: 0 };

/**
 * Usage in Anthropic's form, where what was read from a cache is counted beside the input and not within it.
 *
 * @param webSearches  how many searches the provider made for this answer
 */
export function anthropicUsage(usage: Usage = NOTHING, webSearches = 0): AnthropicUsage {
  return {
    input_tokens: Math.max(0, usage.inputTokens - usage.cachedTokens),
    output_tokens: usage.outputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: usage.cachedTokens,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens_details: { thinking_tokens: usage.thoughtTokens },
    server_tool_use: webSearches > 0 ? { web_search_requests: webSearches, web_fetch_requests: 0 } : null,
    service_tier: 'standard',
    inference_geo: null,
    speed: null,
  };
}

/**
 * Reads Claude's usage, of a whole answer, a `message_start` or a `message_delta` event, translated or passed through.
 *
 * @param before  what an earlier event of the same answer said; a later one repeats only what has changed
 * @returns undefined when there is none in it and there was none before
 */
export function usageFromAnthropic(value: unknown, before?: Usage): Usage | undefined {
  if (!isRecord(value)) return before;
  const message = isRecord(value['message']) ? value['message'] : value;
  const usage = message['usage'];
  if (!isRecord(usage)) return before;
  const count = (name: string): number | undefined => {
    const found = usage[name];
    return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : undefined;
  };
  const details = isRecord(usage['output_tokens_details']) ? usage['output_tokens_details'] : {};
  const thinking = details['thinking_tokens'];
  const read = count('cache_read_input_tokens');
  const fresh = count('input_tokens');
  const created = count('cache_creation_input_tokens');
  const saysInput = fresh !== undefined && (fresh > 0 || read !== undefined || before === undefined);
  return {
    inputTokens: saysInput ? fresh + (read ?? 0) + (created ?? 0) : (before?.inputTokens ?? 0),
    outputTokens: count('output_tokens') ?? before?.outputTokens ?? 0,
    cachedTokens: read ?? before?.cachedTokens ?? 0,
    thoughtTokens: typeof thinking === 'number' ? thinking : (before?.thoughtTokens ?? 0),
  };
}
