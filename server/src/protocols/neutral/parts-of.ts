import type { AnswerPart, NeutralResponse } from './response.js';
import type { StreamPart } from './stream-part.js';

/**
 * A whole answer as the parts of a stream, so that a wire whose answers are built step by step is written by one piece of
 * code. The inverse of `collectResponse`.
 */
export function* partsOf(response: NeutralResponse): Generator<StreamPart> {
  yield { type: 'response-start', id: response.id, model: response.model };
  for (const { index: choice, content, citations, searchQueries, logprobs, finish } of response.choices) {
    const lastText = content.findLastIndex((part) => part.type === 'text');
    for (const [index, part] of content.entries()) {
      // What belongs to the text comes before its end, as it does in a stream.
      const beforeEnd: StreamPart[] = [];
      if (index === lastText) {
        if (logprobs) beforeEnd.push({ type: 'logprobs', choice, tokens: logprobs });
        if (citations.length > 0) beforeEnd.push({ type: 'citations', choice, citations, queries: [] });
      }
      yield* answerParts(part, choice, beforeEnd);
    }
    if (searchQueries.length > 0) yield { type: 'citations', choice, citations: [], queries: searchQueries };
    yield { type: 'finish', choice, finish };
  }
  if (response.usage) yield { type: 'usage', usage: response.usage };
}

function* answerParts(part: AnswerPart, choice: number, beforeEnd: readonly StreamPart[]): Generator<StreamPart> {
  switch (part.type) {
    case 'text':
      yield { type: 'text-start', choice };
      if (part.text !== '') yield { type: 'text-delta', choice, text: part.text };
      yield* beforeEnd;
      yield { type: 'text-end', choice, signature: part.signature };
      break;
    case 'thinking':
      yield { type: 'thinking-start', choice, redacted: part.redacted };
      if (part.text !== '') yield { type: 'thinking-delta', choice, text: part.text };
      yield { type: 'thinking-end', choice, signature: part.signature };
      break;
    case 'tool-call':
      yield { type: 'tool-call-start', choice, id: part.id, name: part.name, signature: part.signature };
      yield { type: 'tool-call-delta', choice, id: part.id, argumentsText: part.argumentsText };
      yield { type: 'tool-call-end', choice, id: part.id };
      break;
    case 'media':
      if (part.source.kind === 'base64') {
        const mediaType = part.mediaType ?? 'application/octet-stream';
        yield { type: 'media', choice, mediaType, data: part.source.data };
      }
      break;
    default:
      part satisfies never;
  }
}
