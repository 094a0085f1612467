import type { RequestOutline } from '../../core/models/background-request.js';
import { isRecord } from '../neutral/parse-json.js';

/**
 * What can be told of a Messages request without its words, before it is known who will read it.
 *
 * @param body  parsed JSON, as it came; what is wrong with it is not for here to say
 */
export function anthropicOutline(body: unknown): Omit<RequestOutline, 'model'> {
  const { max_tokens: limit, messages, tools, thinking } = isRecord(body) ? body : {};
  return {
    maxOutputTokens: typeof limit === 'number' ? limit : undefined,
    offersTools: Array.isArray(tools) && tools.length > 0,
    wantsThinking: isRecord(thinking) && thinking['type'] !== 'disabled',
    hasAnswers: Array.isArray(messages) && messages.some((turn) => isRecord(turn) && turn['role'] === 'assistant'),
  };
}
