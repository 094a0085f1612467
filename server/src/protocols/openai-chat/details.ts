import type { Citation, TokenLogprob } from '../neutral/stream-part.js';
import type { ChatAnnotation, ChatImage, ChatTokenLogprob, ChatToolCall } from './answer.js';

/** Log probabilities; OpenAI adds each token's UTF-8 bytes. */
export function chatLogprobs(tokens: readonly TokenLogprob[]): ChatTokenLogprob[] {
  return tokens.map(({ token, logprob, alternatives }) => ({
    token,
    bytes: [...Buffer.from(token, 'utf8')],
    logprob,
    top_logprobs: alternatives.map((alternative) => ({
      token: alternative.token,
      bytes: [...Buffer.from(alternative.token, 'utf8')],
      logprob: alternative.logprob,
    })),
  }));
}

/** Citations as annotations; a source of the whole answer spans nothing. */
export function chatAnnotations(citations: readonly Citation[]): ChatAnnotation[] {
  return citations.map(({ url, title, startIndex = 0, endIndex = 0 }) => ({
    type: 'url_citation',
    url_citation: { url, title, start_index: startIndex, end_index: endIndex },
  }));
}

/** A generated picture as a data URL. */
export function chatImage(mediaType: string, data: string): ChatImage {
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } };
}

/** The member that carries a call's signature; empty when there is none. */
export function chatSignature(signature: string | undefined): Pick<ChatToolCall, 'extra_content'> {
  return signature === undefined ? {} : { extra_content: { google: { thought_signature: signature } } };
}
