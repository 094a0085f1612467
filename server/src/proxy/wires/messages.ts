import { anthropicFromNeutral, type AnthropicAnswerOptions } from '../../protocols/anthropic/from-neutral.js';
import { AnthropicStream } from '../../protocols/anthropic/stream.js';
import { anthropicToNeutral } from '../../protocols/anthropic/to-neutral.js';
import type { AnthropicVersion } from '../../protocols/anthropic/version.js';
import type { Conversation, ConversationContext } from '../conversation.js';

/** Opens an Anthropic message. @throws RequestError naming the field at fault */
export function openMessage(body: unknown, context: ConversationContext, version: AnthropicVersion): Conversation {
  const request = anthropicToNeutral(body, { ...context, version });
  const options: AnthropicAnswerOptions = {
    id: context.newId('msg_'),
    model: request.model,
    thinking: request.thinking?.includeThoughts ?? false,
    signatures: context.signatures,
  };
  return {
    request,
    whole: (response) => anthropicFromNeutral(response, options),
    writer: () => new AnthropicStream(options),
  };
}
