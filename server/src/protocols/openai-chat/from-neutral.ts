import type { NeutralChoice, NeutralResponse } from '../neutral/response.js';
import type { SignatureStore } from '../neutral/signature-store.js';
import type { ChatChoice, ChatCompletion, ChatImage, ChatToolCall } from './answer.js';
import { chatAnnotations, chatImage, chatLogprobs, chatSignature } from './details.js';
import { chatFinish, chatRefusal } from './finish-reason.js';
import { chatUsage } from './usage.js';

/** What an answer needs that the upstream does not say. */
export interface ChatAnswerOptions {
  /** `chatcmpl-…` */
  readonly id: string;
  /** Unix seconds. */
  readonly createdSeconds: number;
  /** The model's name as the caller asked for it. */
  readonly model: string;
  readonly signatures: SignatureStore;
}

/** Writes a whole answer as a chat completion. Signatures of tool calls are also stored: most callers drop them. */
export function chatFromNeutral(response: NeutralResponse, options: ChatAnswerOptions): ChatCompletion {
  return {
    id: options.id,
    object: 'chat.completion',
    created: options.createdSeconds,
    model: options.model,
    choices: response.choices.map((choice) => chatChoice(choice, options.signatures)),
    ...(response.usage ? { usage: chatUsage(response.usage) } : {}),
  };
}

function chatChoice(choice: NeutralChoice, signatures: SignatureStore): ChatChoice {
  let content = '';
  let reasoning = '';
  const images: ChatImage[] = [];
  const toolCalls: ChatToolCall[] = [];
  for (const part of choice.content) {
    switch (part.type) {
      case 'text':
        content += part.text;
        break;
      case 'thinking':
        reasoning += part.text;
        break;
      case 'media':
        if (part.source.kind === 'base64') images.push(chatImage(part.mediaType ?? 'image/png', part.source.data));
        break;
      case 'tool-call': {
        const { id, name, argumentsText, signature } = part;
        if (signature !== undefined) signatures.put(id, signature);
        const call = { name, arguments: argumentsText };
        toolCalls.push({ id, type: 'function', function: call, ...chatSignature(signature) });
        break;
      }
      default:
        part satisfies never;
    }
  }
  const refusal = chatRefusal(choice.finish);
  return {
    index: choice.index,
    message: {
      role: 'assistant',
      content: content === '' && (toolCalls.length > 0 || refusal !== null) ? null : content,
      refusal,
      ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
      ...(images.length > 0 ? { images } : {}),
      annotations: chatAnnotations(choice.citations),
      ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
    },
    logprobs: choice.logprobs ? { content: chatLogprobs(choice.logprobs), refusal: null } : null,
    ...chatFinish(choice.finish),
  };
}
