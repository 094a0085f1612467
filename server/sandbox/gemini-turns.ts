import { invalidArgument } from './gemini-error.js';
import type { GeminiContent, GeminiPart } from './gemini-request.js';

/** What Google documents for calls whose signature is lost. */
const NO_SIGNATURE = 'skip_thought_signature_validator';

/**
 * Rules between turns, as Google has them: every call of a turn is answered in the next, by its name and its id where it
 * has one; and the third generation wants the signature back with the first call of each step since the user last spoke.
 *
 * @throws GeminiError
 */
export function checkGeminiTurns(model: string, sent: readonly GeminiContent[]): void {
  const contents = merged(sent);
  contents.forEach((content, index) => {
    const calls = callsOf(content);
    const answers = contents[index + 1]?.parts.flatMap(({ functionResponse }) => functionResponse ?? []) ?? [];
    if (calls.length > 0 && index + 1 < contents.length) checkAnswers(calls, answers);
    if (calls.length === 0 && answers.length > 0)
      throw invalidArgument('Please ensure that function response turn comes immediately after a function call turn.');
  });
  if (contents[0]?.parts.some((part) => part.functionResponse))
    throw invalidArgument('Please ensure that function response turn comes immediately after a function call turn.');
  if (model.startsWith('gemini-3')) checkSignatures(contents);
}

/** A turn may come in pieces: Google's own SDK keeps one for each piece of a stream. */
function merged(contents: readonly GeminiContent[]): GeminiContent[] {
  const turns: GeminiContent[] = [];
  for (const content of contents) {
    const last = turns.at(-1);
    if (last && last.role === content.role) turns.splice(-1, 1, { ...last, parts: [...last.parts, ...content.parts] });
    else turns.push(content);
  }
  return turns;
}

type Call = NonNullable<GeminiPart['functionCall']>;
type Answer = NonNullable<GeminiPart['functionResponse']>;

function checkAnswers(calls: readonly Call[], answers: readonly Answer[]): void {
  if (answers.length !== calls.length)
    throw invalidArgument(
      'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
    );
  const fits = (call: Call) => answers.some(({ name, id }) => name === call.name && (!call.id || id === call.id));
  if (!calls.every(fits)) throw invalidArgument('Please ensure that function responses fit the function calls.');
}

function checkSignatures(contents: readonly GeminiContent[]): void {
  const asked = contents.findLastIndex(({ role, parts }) => role !== 'model' && parts.some(({ text }) => text));
  contents.forEach((content, index) => {
    const first = index > asked ? content.parts.find((part) => part.functionCall) : undefined;
    if (first && !isSigned(first))
      throw invalidArgument(`Function call is missing a thought_signature in functionCall parts (contents[${index}]).`);
  });
}

const isSigned = ({ thoughtSignature: signature }: GeminiPart): boolean =>
  signature !== undefined &&
  (signature === NO_SIGNATURE || Buffer.from(signature, 'base64').toString().startsWith('sandbox:'));

const callsOf = ({ parts }: GeminiContent): Call[] => parts.flatMap(({ functionCall }) => functionCall ?? []);
