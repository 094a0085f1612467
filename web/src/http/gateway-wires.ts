/** The protocols in which the dashboard can speak to the gateway of the server that served it. */
export type GatewayWire = 'gemini' | 'openai' | 'responses' | 'anthropic';

/** One question in a protocol's own words. */
export interface WireQuestion {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface WireSpeech {
  ask(model: string, prompt: string, key: string): WireQuestion;
  /** The text that one streamed event adds to the answer; undefined where it adds none. */
  delta(event: unknown): unknown;
}

/** Long enough for a greeting and a few paragraphs; Anthropic's protocol wants a number. */
const MOST_TOKENS = 2048;

/** A member of something that came over the wire; undefined where there is none. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[step];
  }
  return current;
}

const bearer = (key: string): Readonly<Record<string, string>> => ({ Authorization: `Bearer ${key}` });
const messages = (prompt: string) => [{ role: 'user', content: prompt }];

/** How each protocol asks, and where its streamed answers carry the text. */
export const GATEWAY_WIRES: Readonly<Record<GatewayWire, WireSpeech>> = {
  gemini: {
    ask: (model, prompt, key) => ({
      path: `/v1beta/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
      headers: { 'x-goog-api-key': key },
      body: { contents: [{ role: 'user', parts: [{ text: prompt }] }] },
    }),
    delta: (event) => {
      const parts = pick(event, 'candidates', 0, 'content', 'parts');
      if (!Array.isArray(parts)) return undefined;
      // What the model thought on the way is no part of the answer.
      return parts
        .filter((part) => pick(part, 'thought') !== true)
        .map((part) => pick(part, 'text'))
        .filter((text) => typeof text === 'string')
        .join('');
    },
  },
  openai: {
    ask: (model, prompt, key) => ({
      path: '/v1/chat/completions',
      headers: bearer(key),
      body: { model, stream: true, messages: messages(prompt) },
    }),
    delta: (event) => pick(event, 'choices', 0, 'delta', 'content'),
  },
  responses: {
    ask: (model, prompt, key) => ({
      path: '/v1/responses',
      headers: bearer(key),
      body: { model, stream: true, store: false, input: prompt },
    }),
    delta: (event) => (pick(event, 'type') === 'response.output_text.delta' ? pick(event, 'delta') : undefined),
  },
  anthropic: {
    ask: (model, prompt, key) => ({
      path: '/v1/messages',
      headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      body: { model, stream: true, max_tokens: MOST_TOKENS, messages: messages(prompt) },
    }),
    delta: (event) => (pick(event, 'delta', 'type') === 'text_delta' ? pick(event, 'delta', 'text') : undefined),
  },
};
