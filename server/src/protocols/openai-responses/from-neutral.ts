import { partsOf } from '../neutral/parts-of.js';
import type { NeutralResponse } from '../neutral/response.js';
import type { ResponsesAnswer } from './answer.js';
import { ResponsesWriter, type ResponsesAnswerOptions } from './writer.js';

/** Writes a whole answer as a response object, built as the stream builds it. */
export function responsesFromNeutral(response: NeutralResponse, options: ResponsesAnswerOptions): ResponsesAnswer {
  const writer = new ResponsesWriter(options, () => undefined);
  for (const part of partsOf(response)) writer.push(part);
  writer.finish();
  return writer.answer;
}
