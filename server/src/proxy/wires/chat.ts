import { chatFromNeutral, type ChatAnswerOptions } from '../../protocols/openai-chat/from-neutral.js';
import { ChatStream } from '../../protocols/openai-chat/stream.js';
import { chatToNeutral } from '../../protocols/openai-chat/to-neutral.js';
import type { Conversation, ConversationContext } from '../conversation.js';

/** Opens an OpenAI chat completion. @throws RequestError naming the field at fault */
export function openChat(body: unknown, context: ConversationContext): Conversation {
  const request = chatToNeutral(body, context);
  const options: ChatAnswerOptions = {
    id: context.newId('chatcmpl-'),
    createdSeconds: context.nowSeconds,
    model: request.model,
    signatures: context.signatures,
  };
  return {
    request,
    whole: (response) => chatFromNeutral(response, options),
    writer: () => new ChatStream({ ...options, includeUsage: request.includeUsage }),
  };
}
