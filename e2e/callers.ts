import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';

const MODEL = 'gemini-2.5-flash';

/** Programs that call the gateway, with the official SDKs. None of them tries again by itself: a fault must show. */
export class Callers {
  readonly #genai: GoogleGenAI;
  readonly #openai: OpenAI;

  constructor(gatewayUrl: string, apiKey: string) {
    const httpOptions = { baseUrl: gatewayUrl, retryOptions: { attempts: 1 } };
    this.#genai = new GoogleGenAI({ apiKey, httpOptions });
    this.#openai = new OpenAI({ apiKey, baseURL: `${gatewayUrl}/v1`, maxRetries: 0 });
  }

  /** A stream through `@google/genai`, piece by piece. */
  async streamGemini(prompt: string): Promise<readonly string[]> {
    const stream = await this.#genai.models.generateContentStream({ model: MODEL, contents: prompt });
    const pieces: string[] = [];
    for await (const chunk of stream) pieces.push(chunk.text ?? '');
    return pieces;
  }

  /** A stream through the OpenAI SDK, piece by piece. */
  async streamOpenAi(prompt: string): Promise<readonly string[]> {
    const messages = [{ role: 'user' as const, content: prompt }];
    const stream = await this.#openai.chat.completions.create({ model: MODEL, messages, stream: true });
    const pieces: string[] = [];
    for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '');
    return pieces.filter((piece) => piece !== '');
  }

  /** One after the other, so that every account has its turn. */
  async askInTurn(prompts: readonly string[]): Promise<readonly string[]> {
    const answers: string[] = [];
    for (const prompt of prompts) answers.push((await this.streamGemini(prompt)).join(''));
    return answers;
  }
}
