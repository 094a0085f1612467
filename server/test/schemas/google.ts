import type { Content, FunctionCall, FunctionDeclaration, Part } from '@google/genai';
import { GEMINI_BODIES, parseGeminiBody, VERTEX_BODIES } from '../../sandbox/gemini-request.js';

/** What Google's own SDK types of `generateContent`, in the form that goes over the wire. */
interface PublishedRequest {
  readonly contents: (Omit<Content, 'parts'> & {
    parts: Pick<Part, 'text' | 'thought' | 'inlineData' | 'fileData'>[];
  })[];
  readonly tools?: { readonly functionDeclarations?: Pick<FunctionDeclaration, 'name' | 'parametersJsonSchema'>[] }[];
}

/** A call as the SDK types it. */
type PublishedCall = Pick<FunctionCall, 'id' | 'name' | 'args'>;

/**
 * Checks a body against Google's published request shape, twice: by the strict schema while the test runs, and, for turns,
 * calls and tools, by the types of Google's own SDK when it is compiled: what the schema lets pass must fit them.
 *
 * @throws when the body is no `generateContent` request
 */
export function publishedGenerateContent(body: Buffer, api: 'gemini' | 'vertex' = 'gemini') {
  const bodies = api === 'gemini' ? GEMINI_BODIES : VERTEX_BODIES;
  const parsed = parseGeminiBody(bodies.generateContent, body);
  const calls = parsed.contents.flatMap(({ parts }) => parts.flatMap(({ functionCall }) => functionCall ?? []));
  return { ...(parsed satisfies PublishedRequest), calls: calls satisfies PublishedCall[] };
}
