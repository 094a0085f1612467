import type { RequestOutline } from '../../core/models/background-request.js';
import type { NeutralRequest } from './request.js';

/** What can be told of a request that has been read, without its words. */
export function neutralOutline(request: NeutralRequest): Omit<RequestOutline, 'model'> {
  const { tools, webSearch, thinking, sampling, messages } = request;
  return {
    maxOutputTokens: sampling.maxOutputTokens,
    offersTools: tools.length > 0 || webSearch !== undefined,
    // OpenCode asks for the least there is with its titles.
    wantsThinking: thinking !== undefined && thinking.effort !== 'none' && thinking.effort !== 'minimal',
    hasAnswers: messages.some(({ role }) => role === 'assistant'),
  };
}
