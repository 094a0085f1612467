import { responsesFromNeutral } from '../../protocols/openai-responses/from-neutral.js';
import { ResponsesStream } from '../../protocols/openai-responses/stream.js';
import { responsesToNeutral } from '../../protocols/openai-responses/to-neutral.js';
import type { ResponsesAnswerOptions } from '../../protocols/openai-responses/writer.js';
import type { Conversation, ConversationContext } from '../conversation.js';

/** Opens an OpenAI response. @throws RequestError naming the field at fault */
export function openResponse(body: unknown, context: ConversationContext): Conversation {
  const { request, ...rest } = responsesToNeutral(body, context);
  const options: ResponsesAnswerOptions = {
    ...rest,
    id: context.newId('resp_'),
    createdSeconds: context.nowSeconds,
    model: request.model,
    newId: context.newId,
    signatures: context.signatures,
  };
  return {
    request,
    whole: (response) => responsesFromNeutral(response, options),
    writer: () => new ResponsesStream(options),
  };
}
