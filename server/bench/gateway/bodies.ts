/** What callers send and what the stand-in upstream answers: of the sizes that the issue names, and alike for all gateways. */

export const MODEL = 'gemini-2.5-flash';
/** Answers a stream in which nearly nothing happens. */
export const SLOW_MODEL = 'gemini-2.5-slow';
/** Text of a prompt of 1.4 KB, and of a long one. */
const SMALL_TEXT = 1_260;
const LARGE_TEXT = 64 * 1024;
const ANSWER_TEXT = 1_900;

/** Events of one stream, and what is in each. */
export const EVENTS_PER_STREAM = 200;
const EVENT_TEXT = 60;

export type Size = 'small' | 'large';

/** Ordinary words, so that nothing compresses or repeats in an unusual way. */
function words(length: number): string {
  const some = 'The quick brown fox jumps over a lazy dog; "quoted", then on to the next line.\n';
  return some.repeat(Math.ceil(length / some.length)).slice(0, length);
}

/** Stands at the beginning of each prompt, and is replaced by another number for each request: all are new conversations. */
export const NUMBER = '#00000000';

const prompt = (size: Size): string => `${NUMBER} ${words(size === 'small' ? SMALL_TEXT : LARGE_TEXT)}`;

export const geminiRequest = (size: Size): string =>
  JSON.stringify({
    contents: [{ role: 'user', parts: [{ text: prompt(size) }] }],
    generationConfig: { temperature: 0.5, maxOutputTokens: 512 },
  });

export const chatRequest = (size: Size): string =>
  JSON.stringify({
    model: MODEL,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: prompt(size) },
    ],
    temperature: 0.5,
    max_tokens: 512,
  });

export const messageRequest = (size: Size): string =>
  JSON.stringify({
    model: MODEL,
    system: 'Be brief.',
    messages: [{ role: 'user', content: prompt(size) }],
    temperature: 0.5,
    max_tokens: 512,
  });

const USAGE = { promptTokenCount: 320, candidatesTokenCount: 410, totalTokenCount: 730 };

export const GEMINI_ANSWER = JSON.stringify({
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts: [{ text: words(ANSWER_TEXT) }] },
      finishReason: 'STOP',
      avgLogprobs: -0.2,
    },
  ],
  usageMetadata: USAGE,
  modelVersion: MODEL,
  responseId: 'answer-of-the-benchmark',
});

/** The events of a stream; the last one says that it was. */
export const GEMINI_EVENTS: readonly string[] = Array.from({ length: EVENTS_PER_STREAM }, (_, index) => {
  const isLast = index === EVENTS_PER_STREAM - 1;
  const candidate = {
    index: 0,
    content: { role: 'model', parts: [{ text: words(EVENT_TEXT) }] },
    ...(isLast ? { finishReason: 'STOP' } : {}),
  };
  return `data: ${JSON.stringify({ candidates: [candidate], ...(isLast ? { usageMetadata: USAGE } : {}), modelVersion: MODEL })}\r\n\r\n`;
});
