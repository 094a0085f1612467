import type { Usage } from '../../core/usage/usage.js';
import type { Finish } from './finish-reason.js';
import type { AnswerPart, NeutralChoice, NeutralResponse } from './response.js';
import type { Citation, StreamPart, TokenLogprob } from './stream-part.js';
import { UpstreamAnswerError } from './upstream-answer-error.js';

/**
 * Folds the parts of a stream into the whole answer, so that an upstream's answer is read by one piece of code whether it
 * was streamed or not.
 *
 * @throws UpstreamAnswerError when the parts hold an error
 */
export function collectResponse(parts: Iterable<StreamPart>): NeutralResponse {
  const choices = new Map<number, ChoiceCollector>();
  const choice = (index: number): ChoiceCollector => {
    let found = choices.get(index);
    if (!found) choices.set(index, (found = new ChoiceCollector(index)));
    return found;
  };
  let id: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;
  for (const part of parts) {
    switch (part.type) {
      case 'response-start':
        id = part.id;
        model = part.model;
        break;
      case 'usage':
        usage = part.usage;
        break;
      case 'error':
        throw new UpstreamAnswerError(part.problem);
      default:
        choice(part.choice).add(part);
    }
  }
  const ordered = [...choices.values()].sort((a, b) => a.index - b.index);
  return { id, model, usage, choices: ordered.map((collector) => collector.choice()) };
}

type ChoicePart = Exclude<StreamPart, { type: 'response-start' | 'usage' | 'error' }>;

class ChoiceCollector {
  readonly #content: AnswerPart[] = [];
  readonly #citations: Citation[] = [];
  readonly #queries: string[] = [];
  #logprobs: TokenLogprob[] | undefined;
  #finish: Finish = { reason: 'other' };
  #text = '';
  #redacted: string | undefined;
  #call: { id: string; name: string; signature?: string | undefined } | undefined;

  constructor(readonly index: number) {}

  add(part: ChoicePart): void {
    switch (part.type) {
      case 'text-start':
      case 'thinking-start':
        this.#text = '';
        this.#redacted = part.type === 'thinking-start' ? part.redacted : undefined;
        break;
      case 'text-delta':
      case 'thinking-delta':
        this.#text += part.text;
        break;
      case 'text-end':
        this.#content.push({ type: 'text', text: this.#text, signature: part.signature });
        break;
      case 'thinking-end':
        this.#content.push({
          type: 'thinking',
          text: this.#text,
          signature: part.signature,
          redacted: this.#redacted,
        });
        break;
      case 'tool-call-start':
        this.#call = part;
        this.#text = '';
        break;
      case 'tool-call-delta':
        this.#text += part.argumentsText;
        break;
      case 'tool-call-end':
        if (this.#call) {
          const { id, name, signature } = this.#call;
          this.#content.push({ type: 'tool-call', id, name, argumentsText: this.#text || '{}', signature });
        }
        break;
      case 'media':
        this.#content.push({
          type: 'media',
          mediaType: part.mediaType,
          source: { kind: 'base64', data: part.data },
        });
        break;
      case 'citations':
        this.#citations.push(...part.citations);
        this.#queries.push(...part.queries);
        break;
      case 'logprobs':
        this.#logprobs = [...(this.#logprobs ?? []), ...part.tokens];
        break;
      case 'finish':
        this.#finish = part.finish;
        break;
      default:
        part satisfies never;
    }
  }

  choice(): NeutralChoice {
    return {
      index: this.index,
      content: this.#content,
      finish: this.#finish,
      citations: this.#citations,
      searchQueries: this.#queries,
      logprobs: this.#logprobs,
    };
  }
}
